// Whoever sets up the desk is most likely where it is: their own time zone stands in its field until they write another.

const field = document.querySelector("[data-own-zone] input");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const isOffered = (list) => [...list.options].some((option) => option.value === zone);
if (field?.list && !field.value && !field.ariaInvalid && isOffered(field.list)) field.value = zone;
