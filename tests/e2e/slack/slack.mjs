// A Slack on this machine: the `emulate` package, which keeps channels, messages and threads as Slack does and sends
// signed events. It is started here rather than by its own command because six things are missing there:
//   1. no way to say where events go       -> its dispatcher is caught while the Slack service registers itself
//   2. no app_mention                      -> sent after each message in a channel that mentions the bot, as Slack does
//   3. events lack fields of the real ones -> the envelope and the channel type are filled in
//   4. text is passed on as it was given   -> `& < >` are escaped, as Slack's own clients do, except for mentions
//   5. arguments are read from bodies only -> those in the address, where slack_sdk puts some, are moved there
//   6. files lie at "localhost"            -> at the address at which the bot calls it: it sends its token nowhere else
// It takes any token, any block and any length; what it accepts proves nothing about Slack's limits.
//
// usage: node slack.mjs '{"port", "events", "bot", "user", "secret"}'   (address of the bot, two tokens, signing secret)
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createEmulator } from "emulate";

const { port, events, bot, user, secret } = JSON.parse(process.argv[2]);
const BOT = "U0BOT00001";
const MONITOR = "U0MONITOR1";
const folder = dirname(fileURLToPath(import.meta.resolve("emulate")));
const isSlack = (file) => file.endsWith(".js") && readFileSync(join(folder, file), "utf8").includes('"/api/chat.postMessage"');
const { slackPlugin } = await import(pathToFileURL(join(folder, readdirSync(folder).find(isSlack))).href);

const escaped = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(/&lt;(@\w+)&gt;/g, "<$1>");

const here = (file, name) => ({ [name]: file[name]?.replace("//localhost:", "//127.0.0.1:") });

function asSlackSends(envelope) {
  const event = { ...envelope.event };
  event.channel_type ??= event.channel?.startsWith("D") ? "im" : "channel";
  event.event_ts ??= event.ts;
  event.team ??= envelope.team_id;
  if (event.user === MONITOR) Object.assign(event, { bot_id: "B0MONITOR1", app_id: "A0MONITOR1", bot_profile: { id: "B0MONITOR1", name: "Azure Monitor", app_id: "A0MONITOR1" } });
  event.files = event.files?.map((file) => ({ ...file, ...here(file, "url_private"), ...here(file, "url_private_download") }));
  if (typeof event.text === "string" && event.user !== BOT) event.text = escaped(event.text);
  const authorization = { enterprise_id: null, team_id: envelope.team_id, user_id: BOT, is_bot: true, is_enterprise_install: false };
  return { ...envelope, event, api_app_id: "A0APP00001", is_ext_shared_channel: false, authorizations: [authorization] };
}

const mentions = ({ event }) =>
  event.channel_type === "channel" && event.user !== BOT && [undefined, "file_share"].includes(event.subtype) && event.text?.includes(`<@${BOT}>`);

let dispatcher;
const register = slackPlugin.register;
slackPlugin.register = (app, store, webhooks, ...rest) => {
  dispatcher = webhooks;
  const dispatch = webhooks.dispatch.bind(webhooks);
  webhooks.dispatch = async (type, action, payload, owner) => {
    if (type !== "message") return dispatch(type, action, payload, owner);
    const sent = asSlackSends(payload);
    await dispatch(type, action, sent, owner);
    if (mentions(sent)) {
      const mention = { ...sent.event, type: "app_mention" };
      await dispatch("app_mention", action, { ...sent, event_id: `${sent.event_id}M`, event: mention }, owner);
    }
  };
  app.use("*", async (c, next) => {
    const url = new URL(c.req.url);
    if (c.req.method !== "POST" || !url.search || !url.pathname.startsWith("/api/")) return next();
    const isJson = (c.req.header("content-type") ?? "").includes("json");
    const form = new URLSearchParams(isJson ? "" : await c.req.text());
    for (const [name, value] of url.searchParams) form.set(name, value);
    const headers = new Headers(c.req.raw.headers);
    headers.delete("content-length");
    headers.set("content-type", "application/x-www-form-urlencoded");
    return app.fetch(new Request(url.origin + url.pathname, { method: "POST", headers, body: form.toString() }));
  });
  return register(app, store, webhooks, ...rest);
};

const slack = {
  team: { name: "Contoso", domain: "contoso" },
  users: [{ name: "alice", real_name: "Alice Example", email: "alice@example.com" }],
  channels: [{ name: "ops-azure", topic: "Azure operations" }],
  oauth_apps: [
    { client_id: "1.2", client_secret: "none", app_id: "A0APP00001", name: "aztriage", redirect_uris: [new URL("/slack/oauth_redirect", events).href],
      bot_id: "B0BOT00001", bot_user_id: BOT, bot_name: "aztriage", scopes: ["app_mentions:read", "chat:write", "commands", "files:write", "im:history"] },
    // Another app, whose alerts the bot explains.
    { client_id: "3.4", client_secret: "none", app_id: "A0MONITOR1", name: "Azure Monitor", redirect_uris: [events],
      bot_id: "B0MONITOR1", bot_user_id: MONITOR, bot_name: "azure-monitor", scopes: ["chat:write"] },
  ],
  tokens: [
    { token: bot, type: "bot", user: BOT, app_id: "A0APP00001", bot_id: "B0BOT00001", bot_user_id: BOT },
    { token: `${bot}-monitor`, type: "bot", user: MONITOR, app_id: "A0MONITOR1", bot_id: "B0MONITOR1", bot_user_id: MONITOR },
    { token: user, type: "user", user: "alice" },
  ],
  signing_secret: secret,
};
const emulator = await createEmulator({ service: "slack", port, seed: { slack } });
dispatcher.register({ url: events, events: ["*"], active: true, owner: "slack" });
console.log("ready");
process.on("SIGTERM", () => emulator.close().then(() => process.exit(0)));
