// The element's own style sheet. Adopted where the browser can: a policy without 'unsafe-inline' then needs no exception.
const css = `
:host { display: block; position: relative; overflow: hidden; height: 480px; min-width: 0; background: var(--paper);
  --paper: #FAF9F6; --card: #FFFFFF; --line: #DAD6CB; --ink: #1E1E1C; --soft: #6E6A60; --accent: #2563EB; }
:host([hidden]) { display: none; }
:host([data-dark]) { --paper: #16171A; --card: #202226; --line: #34373E; --ink: #ECEBE7; --soft: #A4A299; --accent: #6EA8FE; }
@media (prefers-contrast: more), (forced-colors: active) {
  :host { --paper: #FFFFFF; --card: #FFFFFF; --line: #000000; --ink: #000000; --soft: #000000; --accent: #0B3AA8; }
  :host([data-dark]) { --paper: #000000; --card: #000000; --line: #FFFFFF; --ink: #FFFFFF; --soft: #FFFFFF; --accent: #A6CCFF; }
}
.stage { position: absolute; inset: 0; outline: none; -webkit-user-select: none; user-select: none; background: var(--paper); }
.stage[data-ring]::after { content: ""; position: absolute; inset: 0; border: 2px solid var(--accent); pointer-events: none; }
.stage[data-touch="page"] { touch-action: pan-x pan-y; }
.stage[data-touch="widget"] { touch-action: none; }
canvas { position: absolute; left: 0; top: 0; transform-origin: 0 0; }
.poster { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; pointer-events: none; }
.field { position: absolute; width: 1px; height: 16px; padding: 0; border: 0; outline: none; opacity: 0; font-size: 16px;
  pointer-events: none; }
.hint, .message { font: 14px/20px Inter, system-ui, sans-serif; color: var(--ink); }
.hint { position: absolute; left: 50%; bottom: 88px; transform: translateX(-50%); padding: 8px 16px; border-radius: 12px;
  white-space: nowrap; background: var(--card); border: 1px solid var(--line); pointer-events: none; opacity: 0;
  transition: opacity 160ms; }
.hint[data-shown] { opacity: 1; }
.message { position: absolute; inset: 0; display: flex; align-items: center; justify-content: center; padding: 16px;
  background: var(--paper); }
.message[hidden] { display: none; }
.message > div { box-sizing: border-box; max-width: 480px; max-height: 100%; overflow: auto; padding: 24px;
  border: 1px solid var(--line); border-radius: 12px; background: var(--card); }
.message h2 { margin: 0 0 8px; font: 600 16px/24px Inter, system-ui, sans-serif; }
.message p { margin: 0; color: var(--soft); }
.message pre { margin: 16px 0 0; font: 13px/20px "JetBrains Mono", ui-monospace, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; }
.outline, .enter { position: absolute; font: 14px/22px Inter, system-ui, sans-serif; color: var(--ink); background: var(--card);
  border: 1px solid var(--line); border-radius: 12px; box-sizing: border-box; }
.outline:not(:focus-within), .stage:not([data-ring]) ~ .enter:not(:focus) { width: 1px; height: 1px; padding: 0; border: 0; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
.outline { inset: 8px auto 8px 8px; width: min(480px, 100% - 16px); padding: 16px; overflow: auto; }
.enter { left: 50%; bottom: 88px; transform: translateX(-50%); }
.outline h2, .outline h3, .outline h4 { margin: 0 0 8px; font: 600 16px/24px Inter, system-ui, sans-serif; }
.outline [aria-live] { position: absolute; clip-path: inset(50%); }
.outline p { margin: 0 0 8px; }
.outline ul { margin: 0 0 8px; padding-left: 16px; }
.outline button, .outline input, .enter { margin: 2px; padding: 4px 8px; font: inherit; color: inherit; background: var(--paper);
  border: 1px solid var(--soft); border-radius: 8px; }
.outline input { width: 96px; }
.outline [aria-disabled] { color: var(--soft); }
.outline [aria-pressed=true], .outline :focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
@media (forced-colors: active) { .outline, .outline button, .outline input, .enter { background: Canvas; color: CanvasText;
  border-color: CanvasText; } .outline [aria-pressed=true], .outline :focus-visible { outline-color: Highlight; } }
@media (prefers-reduced-motion: reduce) { .hint { transition: none; } }
`;

let sheet = null;

export function addStyle(root) {
  if ("adoptedStyleSheets" in root) {
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
    }
    root.adoptedStyleSheets = [sheet];
    return;
  }
  const style = document.createElement("style");
  style.textContent = css;
  root.append(style);
}
