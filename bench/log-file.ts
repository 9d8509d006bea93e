/**
 * Writes a log like those that services write: JSON lines, HTTP access lines and stack traces, with some evidence
 * lines.
 */
const EVIDENCE = [
  '[claudeai-mcp] Missing user:mcp_servers scope (scopes=user:inference)',
  'POST /mcp -> 404 {"jsonrpc":"2.0","error":{"code":-32001,"message":"Session not found"},"id":null}',
  'GET /callback?error=invalid_scope&error_description=The+requested+scope+is+invalid',
  'WWW-Authenticate: Bearer error="insufficient_scope", scope="files:write"',
  'request to https://auth.example.com/token failed, reason: unable to get local issuer certificate',
]

const PATHS = ['/v1/items', '/v1/orders', '/health', '/v2/search', '/static/app.js', '/v1/users/settings']

/** Approximate distance between evidence lines, in bytes. */
const EVIDENCE_EVERY = 500_000

/** Writes about `size` bytes; every call writes the same bytes. */
export function writeLog(out: { write(text: string): unknown }, size: number): void {
  const random = generator(42)
  let written = 0
  let nextEvidence = EVIDENCE_EVERY
  while (written < size) {
    const lines: string[] = []
    for (let line = 0; line < 2_000; line++) lines.push(makeLine(random))
    if (written > nextEvidence) {
      lines.push(`2026-03-01T10:00:00.000Z [ERROR] ${EVIDENCE[Math.floor(random() * EVIDENCE.length)]}`)
      nextEvidence += EVIDENCE_EVERY
    }
    const text = `${lines.join('\n')}\n`
    written += text.length
    out.write(text)
  }
}

function makeLine(random: () => number): string {
  const number = (most: number) => Math.floor(random() * most)
  const time = `2026-03-01T${String(number(24)).padStart(2, '0')}:${String(number(60)).padStart(2, '0')}:00.${number(1000)}Z`
  const path = PATHS[number(PATHS.length)]
  const kind = number(10)
  if (kind < 5)
    return `{"level":30,"time":"${time}","pid":${number(40_000)},"msg":"request completed","req":{"method":"GET","url":"${path}/${number(1e6)}"},"res":{"statusCode":200},"responseTime":${number(300)}}`
  if (kind < 8)
    return `10.${number(255)}.${number(255)}.7 - - [${time}] "GET ${path}?page=${number(50)} HTTP/1.1" 200 ${number(90_000)} "-" "Mozilla/5.0 (X11; Linux x86_64)"`
  if (kind < 9) return `    at handle (/srv/app/dist/handlers/items.js:${number(400)}:${number(80)})`
  return `${time} [DEBUG] [cache] refreshed ${number(900)} entries in ${number(90)}ms, hit ratio 0.${number(100)}`
}

/** A small generator of numbers in [0, 1) (mulberry32), which is seeded so that every run writes the same log. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
