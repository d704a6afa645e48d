// What one came for is in sight, in columns that begin again at their top with every page: the
// open contact in the list, the newest words in the conversation.
document.querySelector(".case-list [aria-current]")?.scrollIntoView({ block: "nearest" });

const flow = document.querySelector(".case-flow");
if (flow && !location.hash.startsWith("#message-")) flow.scrollTop = flow.scrollHeight;
