/** Recognises where a product runs and what preceded a failure. To add a value, add one row. */

type Table = Readonly<Record<string, RegExp>>

const SURFACES: Table = {
  cli: /\b(?:cli|terminal|command[- ]line|tui)\b/i,
  desktop: /\b(?:desktop|cowork)\b/i,
  vscode: /\b(?:vs ?code|visual studio code|cursor|windsurf)\b/i,
  jetbrains: /\b(?:jetbrains|intellij|pycharm|webstorm|goland|rider)\b/i,
  web: /\b(?:web (?:app|ui|interface|version)|in the browser|claude\.ai|chatgpt\.com)\b/i,
  mobile: /\b(?:ios|android|iphone|ipad|mobile)\b/i,
  automation: /\b(?:github actions?|ci\/cd|ci pipeline|workflow run|jenkins|gitlab ci|cron)\b/i,
}

/** Where a surface is, in words. */
export const SURFACE_NAMES: ReadonlyMap<string, string> = new Map([
  ['cli', 'in a terminal'],
  ['desktop', 'in the desktop app'],
  ['vscode', 'in VS Code or a relative'],
  ['jetbrains', 'in a JetBrains IDE'],
  ['web', 'on the web'],
  ['mobile', 'on a phone'],
  ['automation', 'in automation'],
])

const TRIGGERS: Table = {
  compaction: /\bcompact(?:ion|ing|ed)?\b/i,
  restart: /\b(?:restart(?:s|ed|ing)?|reboot(?:s|ed|ing)?|relaunch(?:es|ed|ing)?)\b/i,
  update:
    /\b(?:(?:after|since) (?:the |an? |today'?s )?(?:latest |last |recent )?(?:auto-?)?(?:update|upgrade|upgrading|updating)|(?:updated|upgraded) to)\b/i,
  'second account': /\b(?:second|another|other|multiple|two|different|switch(?:ing|ed)?) accounts?\b/i,
  container: /\b(?:docker|dev ?containers?|container|codespaces?|podman|kubernetes|k8s)\b/i,
  proxy: /\b(?:https?_proxy|(?:corporate |http |https |reverse )?prox(?:y|ies)|zscaler|netskope)\b/i,
  vpn: /\bvpn\b/i,
  'remote machine': /\b(?:ssh|remote (?:server|host|machine|session)|headless)\b/i,
  sleep: /\b(?:(?:after|from) (?:sleep|hibernation|waking)|wakes? (?:up )?from|laptop (?:sleep|lid))\b/i,
  idle: /\b(?:after (?:about |around |roughly |~ ?)?(?:\d{1,3}|an?|one|several|a few) ?(?:minutes?|mins?|hours?|hrs?|h|days?)|idle)\b/i,
  keychain: /\b(?:keychain|keyring|credential manager|libsecret|gnome-keyring|kwallet)\b/i,
  'parallel sessions':
    /\b(?:parallel|concurrent(?:ly)?|simultaneous(?:ly)?|multiple (?:sessions|instances|terminals|windows)|race condition)\b/i,
  refresh: /\brefresh(?:es|ed|ing)?[ -_]?(?:the )?tokens?\b|\btoken refresh\b/i,
  'new registration': /\b(?:dynamic client registration|dcr|client_id|client id)\b/i,
  'two-factor': /\b(?:2fa|mfa|two-factor|multi-factor|passkey|otp)\b/i,
}

/** @returns the ids of the surfaces that a text names */
export function findSurfaces(text: string): readonly string[] {
  return namedIn(text, SURFACES)
}

/** @returns the triggers that a text names, in words */
export function findTriggers(text: string): readonly string[] {
  return namedIn(text, TRIGGERS)
}

function namedIn(text: string, table: Table): readonly string[] {
  return Object.keys(table).filter((name) => table[name]?.test(text))
}
