/** Finds the servers that a report is about, by the name under which their owner is known. */

const URL_HOST = /\b(?:https?|wss?):\/\/(?:[^\s/@"'`<>]{1,100}@)?([a-z\d](?:[a-z\d.-]{0,250}[a-z\d])?)/gi
const BARE_HOST = /(?<![\w./@-])((?:[a-z\d-]{1,63}\.){1,6}(?:com|net|org|io|dev|ai|app|cloud|co|sh))(?![\w-]|\.\w)/gi

/** Sites that reports link to for reading, names that stand for any server, and apps such as `Terminal.app`. */
const NOT_INVOLVED: ReadonlySet<string> = new Set([
  'example',
  'github',
  'githubusercontent',
  'ietf',
  'imgur',
  'iterm',
  'loom',
  'localhost',
  'mozilla',
  'npmjs',
  'readthedocs',
  'rfc-editor',
  'stackoverflow',
  'terminal',
  'w3',
  'wikipedia',
  'youtube',
])

/** Labels under which a country registers names, as in `example.co.uk`. */
const SECOND_LEVEL = /^(?:co|com|net|org|gov|ac|edu)$/

/** @returns the registered label of each host, for example `slack` for `mcp.slack.com`; possibly repeated */
export function findHosts(text: string): readonly string[] {
  const hosts = [...text.matchAll(URL_HOST), ...text.matchAll(BARE_HOST)].map((match) => match[1] as string)
  return hosts.flatMap((host) => registeredLabel(host.toLowerCase()) ?? []).filter((label) => !NOT_INVOLVED.has(label))
}

function registeredLabel(host: string): string | null {
  const labels = host.split('.')
  const [second = '', top = ''] = labels.slice(-2)
  if (labels.length < 2 || /^\d+$/.test(top)) return null
  return SECOND_LEVEL.test(second) && top.length === 2 ? (labels.at(-3) ?? null) : second
}
