// What the chat says, in the visitor's language; the page may bring its own (`handoffOptions.words`). The button's words are in
// widget.js. Adding a language is one entry here, one there, and one file for what the product says by itself.
const english = {
  yourName: 'Your name', yourEmail: 'Your e-mail address',
  close: 'Close chat', messages: 'Messages', message: 'Message', send: 'Send', write: 'Write a message', writeTo: 'Write to {name}',
  whileWaiting: 'Add something while you wait', you: 'You', ai: 'AI', assistant: 'AI assistant', gathering: 'Getting a colleague ready',
  person: 'A person from {about}', here: 'Here until {time}', closed: 'Closed, back {time}',
  back: 'Our team is back {time}, your time. {name} still answers.', canBeWrong: '{name} is an AI and can be wrong.',
  askPerson: 'Talk to a person', steppedBack: 'The AI no longer answers here.', notSent: 'Not sent.', fresh: 'New conversation',
  ended: 'This conversation has ended. Write to start a new one.', left: '{n} characters left',
  tooLong: 'This is {n} characters too long. Shorten it, or send it as two messages.',
  offline: 'No connection. Trying again; what you write is kept.',
};

const others = {
  de: {
    yourName: 'Ihr Name', yourEmail: 'Ihre E-Mail-Adresse',
    close: 'Chat schließen', messages: 'Nachrichten', message: 'Nachricht', send: 'Senden', write: 'Nachricht schreiben',
    writeTo: 'An {name} schreiben', whileWaiting: 'Ergänzen Sie etwas, während Sie warten', you: 'Sie', ai: 'KI', assistant: 'KI-Assistent',
    gathering: 'Jemand wird dazugeholt', person: 'Eine Person von {about}', here: 'Da bis {time}', closed: 'Geschlossen, wieder da {time}',
    back: 'Unser Team ist {time} wieder da (Ihre Zeit). {name} antwortet weiterhin.', canBeWrong: '{name} ist eine KI und kann sich irren.',
    askPerson: 'Mit einem Menschen sprechen', steppedBack: 'Die KI antwortet hier nicht mehr.', notSent: 'Nicht gesendet.',
    fresh: 'Neue Unterhaltung', ended: 'Diese Unterhaltung ist beendet. Schreiben Sie, um eine neue zu beginnen.', left: 'Noch {n} Zeichen',
    tooLong: 'Das sind {n} Zeichen zu viel. Kürzen Sie es oder senden Sie zwei Nachrichten.',
    offline: 'Keine Verbindung. Es wird weiter versucht; was Sie schreiben, bleibt erhalten.',
  },
  fr: {
    yourName: 'Votre nom', yourEmail: 'Votre adresse e-mail',
    close: 'Fermer le chat', messages: 'Messages', message: 'Message', send: 'Envoyer', write: 'Écrire un message', writeTo: 'Écrire à {name}',
    whileWaiting: 'Ajoutez quelque chose en attendant', you: 'Vous', ai: 'IA', assistant: 'Assistant IA', gathering: 'Un collègue arrive',
    person: 'Une personne de {about}', here: 'Là jusqu\'à {time}', closed: 'Fermé, de retour {time}',
    back: 'Notre équipe revient {time}, votre heure. {name} répond toujours.', canBeWrong: '{name} est une IA et peut se tromper.',
    askPerson: 'Parler à une personne', steppedBack: 'L\'IA ne répond plus ici.', notSent: 'Non envoyé.', fresh: 'Nouvelle conversation',
    ended: 'Cette conversation est terminée. Écrivez pour en commencer une autre.', left: 'Encore {n} caractères',
    tooLong: 'C\'est trop long de {n} caractères. Raccourcissez, ou envoyez deux messages.',
    offline: 'Pas de connexion. Nouvel essai en cours ; ce que vous écrivez est gardé.',
  },
  es: {
    yourName: 'Su nombre', yourEmail: 'Su correo electrónico',
    close: 'Cerrar el chat', messages: 'Mensajes', message: 'Mensaje', send: 'Enviar', write: 'Escribir un mensaje', writeTo: 'Escribir a {name}',
    whileWaiting: 'Añada algo mientras espera', you: 'Usted', ai: 'IA', assistant: 'Asistente de IA', gathering: 'Avisando a un compañero',
    person: 'Una persona de {about}', here: 'Aquí hasta las {time}', closed: 'Cerrado, vuelve {time}',
    back: 'Nuestro equipo vuelve {time}, su hora. {name} sigue respondiendo.', canBeWrong: '{name} es una IA y puede equivocarse.',
    askPerson: 'Hablar con una persona', steppedBack: 'La IA ya no responde aquí.', notSent: 'No enviado.', fresh: 'Nueva conversación',
    ended: 'Esta conversación ha terminado. Escriba para empezar otra.', left: 'Quedan {n} caracteres',
    tooLong: 'Sobran {n} caracteres. Acórtelo o envíelo en dos mensajes.', offline: 'Sin conexión. Se sigue intentando; lo que escriba se guarda.',
  },
  pt: {
    yourName: 'Seu nome', yourEmail: 'Seu e-mail',
    close: 'Fechar o chat', messages: 'Mensagens', message: 'Mensagem', send: 'Enviar', write: 'Escrever uma mensagem',
    writeTo: 'Escrever para {name}', whileWaiting: 'Acrescente algo enquanto espera', you: 'Você', ai: 'IA', assistant: 'Assistente de IA',
    gathering: 'Chamando alguém da equipe', person: 'Uma pessoa de {about}', here: 'Aqui até {time}', closed: 'Fechado, volta {time}',
    back: 'Nossa equipe volta {time}, no seu horário. {name} continua respondendo.', canBeWrong: '{name} é uma IA e pode errar.',
    askPerson: 'Falar com uma pessoa', steppedBack: 'A IA não responde mais aqui.', notSent: 'Não enviado.', fresh: 'Nova conversa',
    ended: 'Esta conversa terminou. Escreva para começar outra.', left: 'Restam {n} caracteres',
    tooLong: 'Passou {n} caracteres. Encurte ou envie em duas mensagens.',
    offline: 'Sem conexão. Tentando de novo; o que você escrever fica guardado.',
  },
  it: {
    yourName: 'Il Suo nome', yourEmail: 'Il Suo indirizzo e-mail',
    close: 'Chiudi la chat', messages: 'Messaggi', message: 'Messaggio', send: 'Invia', write: 'Scrivi un messaggio', writeTo: 'Scrivi a {name}',
    whileWaiting: 'Aggiunga qualcosa mentre aspetta', you: 'Lei', ai: 'IA', assistant: 'Assistente IA', gathering: 'Sta arrivando una persona',
    person: 'Una persona di {about}', here: 'Qui fino alle {time}', closed: 'Chiuso, torna {time}',
    back: 'Il nostro team torna {time}, ora Sua. {name} risponde ancora.', canBeWrong: '{name} è un\'IA e può sbagliare.',
    askPerson: 'Parlare con una persona', steppedBack: 'L\'IA non risponde più qui.', notSent: 'Non inviato.', fresh: 'Nuova conversazione',
    ended: 'Questa conversazione è terminata. Scriva per iniziarne un\'altra.', left: 'Ancora {n} caratteri',
    tooLong: 'È troppo lungo di {n} caratteri. Lo accorci o lo invii in due messaggi.',
    offline: 'Nessuna connessione. Si riprova; ciò che scrive resta salvato.',
  },
  nl: {
    yourName: 'Uw naam', yourEmail: 'Uw e-mailadres',
    close: 'Chat sluiten', messages: 'Berichten', message: 'Bericht', send: 'Versturen', write: 'Schrijf een bericht', writeTo: 'Schrijf aan {name}',
    whileWaiting: 'Voeg iets toe terwijl u wacht', you: 'U', ai: 'AI', assistant: 'AI-assistent', gathering: 'Er komt een collega bij',
    person: 'Iemand van {about}', here: 'Hier tot {time}', closed: 'Gesloten, terug {time}',
    back: 'Ons team is er weer {time}, uw tijd. {name} antwoordt nog.', canBeWrong: '{name} is een AI en kan zich vergissen.',
    askPerson: 'Met een mens praten', steppedBack: 'De AI antwoordt hier niet meer.', notSent: 'Niet verstuurd.', fresh: 'Nieuw gesprek',
    ended: 'Dit gesprek is afgelopen. Schrijf om een nieuw te beginnen.', left: 'Nog {n} tekens',
    tooLong: 'Dit is {n} tekens te lang. Maak het korter of stuur twee berichten.',
    offline: 'Geen verbinding. Er wordt opnieuw geprobeerd; wat u schrijft blijft bewaard.',
  },
  pl: {
    yourName: 'Imię i nazwisko', yourEmail: 'Adres e-mail',
    close: 'Zamknij czat', messages: 'Wiadomości', message: 'Wiadomość', send: 'Wyślij', write: 'Napisz wiadomość', writeTo: 'Napisz do {name}',
    whileWaiting: 'Można coś dodać w czasie oczekiwania', you: 'Ja', ai: 'AI', assistant: 'Asystent AI', gathering: 'Wzywamy kogoś z zespołu',
    person: 'Osoba z {about}', here: 'Do {time}', closed: 'Zamknięte, wracamy {time}',
    back: 'Nasz zespół wraca {time}, czasu lokalnego. {name} nadal odpowiada.', canBeWrong: '{name} to AI i może się mylić.',
    askPerson: 'Chcę rozmawiać z człowiekiem', steppedBack: 'AI już tu nie odpowiada.', notSent: 'Nie wysłano.', fresh: 'Nowa rozmowa',
    ended: 'Ta rozmowa się zakończyła. Napisz, aby zacząć nową.', left: 'Pozostało znaków: {n}',
    tooLong: 'Za długie o {n} znaków. Skróć lub wyślij w dwóch wiadomościach.',
    offline: 'Brak połączenia. Próbujemy ponownie; tekst zostanie zachowany.',
  },
  tr: {
    yourName: 'Adınız', yourEmail: 'E-posta adresiniz',
    close: 'Sohbeti kapat', messages: 'Mesajlar', message: 'Mesaj', send: 'Gönder', write: 'Mesaj yazın', writeTo: '{name} kişisine yazın',
    whileWaiting: 'Beklerken bir şey ekleyin', you: 'Siz', ai: 'YZ', assistant: 'Yapay zekâ asistanı', gathering: 'Bir arkadaşımız çağrılıyor',
    person: '{about} ekibinden biri', here: '{time} saatine kadar burada', closed: 'Kapalı, dönüş {time}',
    back: 'Ekibimiz {time} döner (sizin saatinizle). {name} yanıtlamaya devam eder.', canBeWrong: '{name} bir yapay zekâdır ve yanılabilir.',
    askPerson: 'Bir insanla konuşmak istiyorum', steppedBack: 'Yapay zekâ artık burada yanıtlamıyor.', notSent: 'Gönderilmedi.',
    fresh: 'Yeni görüşme', ended: 'Bu görüşme sona erdi. Yenisini başlatmak için yazın.', left: '{n} karakter kaldı',
    tooLong: '{n} karakter fazla. Kısaltın ya da iki mesaj olarak gönderin.', offline: 'Bağlantı yok. Yeniden deneniyor; yazdıklarınız saklanıyor.',
  },
  hi: {
    yourName: 'आपका नाम', yourEmail: 'आपका ईमेल पता',
    close: 'चैट बंद करें', messages: 'संदेश', message: 'संदेश', send: 'भेजें', write: 'संदेश लिखें', writeTo: '{name} को लिखें',
    whileWaiting: 'इंतज़ार करते हुए कुछ जोड़ें', you: 'आप', ai: 'AI', assistant: 'AI सहायक', gathering: 'सहकर्मी को बुलाया जा रहा है',
    person: '{about} से एक व्यक्ति', here: '{time} तक उपलब्ध', closed: 'बंद है, वापसी {time}',
    back: 'हमारी टीम {time} वापस आएगी, आपके समय के अनुसार। {name} जवाब देता रहेगा।', canBeWrong: '{name} एक AI है और ग़लत हो सकता है।',
    askPerson: 'मुझे किसी इंसान से बात करनी है', steppedBack: 'AI अब यहाँ जवाब नहीं देता।', notSent: 'नहीं भेजा गया।', fresh: 'नई बातचीत',
    ended: 'यह बातचीत समाप्त हो गई है। नई शुरू करने के लिए लिखें।', left: '{n} अक्षर बाकी',
    tooLong: 'यह {n} अक्षर ज़्यादा है। छोटा करें या दो संदेशों में भेजें।', offline: 'कनेक्शन नहीं है। फिर कोशिश हो रही है; आपका लिखा सुरक्षित है।',
  },
};

/** The words of a language, English where it is not known, and the page's own over them. */
export const wordsOf = (language, own) => ({ ...english, ...others[language], ...own });

/** Puts values in the places of a text: `fill('Write to {name}', { name: 'Maya' })`. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

/** A moment in the visitor's own time: the time alone today, with the weekday this week, else with the date. */
export function clock(at, extra) {
  const date = new Date(at), now = new Date(), isToday = date.toDateString() === now.toDateString();
  const day = !isToday && { weekday: 'short', ...(Math.abs(date - now) > 5184e5 && { day: 'numeric', month: 'short' }) };
  return date.toLocaleString([], { hour: 'numeric', minute: '2-digit', ...day, ...extra });
}
