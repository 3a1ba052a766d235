// Small conveniences on top of pages that work without them. Each module looks for its own markup and
// does nothing where there is none.
import "./chat-look.js";
import "./check.js";
import "./code.js";
import "./counter.js";
import "./deliveries.js";
import "./make-secret.js";
import "./notifications.js";
import "./own-zone.js";
import "./range.js";
import "./save-bar.js";
import "./select.js";
import "./week.js";
import "./inbox/inbox.js";
