// Draws a Slack message as one HTML page, for looking at what the views make of an answer; or a talk, if the file holds
// a list of {name, blocks}; a window or home tab is drawn with its title and buttons as words:
//   npm install && node render.mjs message.json message.html [width in px]
//   chromium --headless --screenshot=message.png --window-size=400,1600 message.html
// It does not check Slack's limits; `validate` of bot/slack/text/limits.py does.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Message } from "slack-blocks-to-jsx";

const [, , message, page, width = "400"] = process.argv;
const read = JSON.parse(readFileSync(message, "utf8"));
const messages = Array.isArray(read) ? read : [{ name: "aztriage", ...read }];
const library = createRequire(import.meta.url).resolve("slack-blocks-to-jsx");
const css = readFileSync(library.replace(/index\.m?js$/, "style.css"), "utf8");
const pixel = "data:image/gif;base64,R0lGODlhAQABAIAAAGsi2wAAACwAAAAAAQABAAACAkQBADs=";
const frame = ({ type, title, submit, close }, html) => {
  const words = (each) => (each ? `[${each.text}]` : "");
  if (!type) return html;
  return `<b>${title ? title.text : "Home"}</b><hr>${html}<p style="text-align:right">${words(close)} ${words(submit)}</p>`;
};
const drawn = ({ name = "aztriage", blocks, ...rest }) => {
  const html = renderToStaticMarkup(
    createElement(Message, {
      blocks,
      name,
      logo: pixel,
      time: new Date(0),
      unstyled: false,
      withoutWrapper: Boolean(rest.type),
    }),
  );
  // The library takes everybody for an app.
  return frame(rest, name === "aztriage" ? html : html.replace(/<div class="[^"]*">APP<\/div>/, ""));
};
const body = messages.map(drawn).join('<hr style="border:0;border-top:1px solid #ddd;margin:10px 0">');
// Slack keeps blocks apart, starts each paragraph on its own line and breaks long names; the library does not.
const gaps = `.slack_blocks_to_jsx--block_wrapper + .slack_blocks_to_jsx--block_wrapper{margin-top:8px}
  .slack_blocks_to_jsx__rich_text_section_element{display:block}
  .slack_blocks_to_jsx *{min-width:0} .slack_inline_code{white-space:normal;overflow-wrap:anywhere}`;
const style = `${css} ${gaps} body{margin:12px;width:${Number(width) - 24}px;font-family:Lato,"Liberation Sans",Arial,sans-serif}`;
writeFileSync(page, `<!doctype html><meta charset="utf-8"><title>aztriage</title><style>${style}</style>${body}`);
