/**
 * Separates lines that a program printed from lines that a person wrote. Many reporters paste a log without a fence,
 * and such lines count as much as fenced ones.
 */

/** One shape per row, for a line without its indentation. All are anchored at the start and run in linear time. */
const SHAPES: readonly RegExp[] = [
  /** Timestamps: ISO and similar formats, clock times with seconds, syslog. */
  /^[[(]?\d{4}[-/]\d\d[-/]\d\d[T _]\d\d:\d\d(?::\d\d|\W.{0,20}\b(?:debug|info|warn|error)\b)/i,
  /^[[(]?\d{1,2}:\d\d:\d\d\b/,
  /^[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d /,
  /^\[?(?:[A-Z][a-z]{2},? )?(?:[A-Z][a-z]{2} \d{1,2},? |\d{1,2}[-/ ][A-Z][a-z]{2}[-/ ])(?:\d{4}[ :])?\d{1,2}:\d\d:\d\d\b/,
  /** Go's klog, Android's logcat. */
  /^[IWEF]\d{4} \d\d:\d\d:\d\d\b/,
  /^\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} /,
  /^[VDIWEF]\/[\w.$-]{1,40} ?(?:\( {0,8}\d{1,7}\))?: \S/,
  /** logfmt. */
  /^(?:time|ts|timestamp|t|level|lvl|msg|caller)=\S.{0,200}\b[\w.]{1,30}=/,
  /** Log levels. */
  /^\[?(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)(?:\]|:|\s|$)/,
  /^npm (?:ERR!|(?:error|WARN|warn)\b)/,
  /^(?:##\[|::)(?:error|warning|debug|notice|group|section)\b/,
  /^\[(?:\d{3,7}|[a-z][\w:./@-]{1,60}|[A-Z]\w*(?: \w*)?(?<=[\w ]Error))\] \S/,
  /** Stack traces. */
  /^at (?:async )?\S.{0,200}[:(].{0,300}:\d+\)?$/,
  /^at \S{1,200} \(?(?:<anonymous>|native|node:internal)/,
  /^File ".{1,300}", line \d+/,
  /^Traceback \(most recent call last\)/,
  /^Caused by: /,
  /** Error messages at the start of a line. */
  /^(?:Uncaught |Unhandled )?(?:[\w$]{1,60}\.){0,8}[\w$]{0,60}(?:Error|Exception|Rejection)(?: \[[\w-]{1,60}\])?(?: \([\w .-]{1,60}\))?: \S/,
  /^(?!(?:The|This|That|These|My|An?|Another|Same|Actual|Expected|First|Second|One|Full|Main|Example|Exact|And|But|Then)\b)(?:[A-Z][\w.-]{0,30} ){1,4}error(?: -?\d{1,6})?: \S/i,
  /^(?:error|fatal|panic|failed)(?:\[\w+\])?: \S/,
  /^(?:MCP error|API Error|error code:?) -?\d{3,6}\b/i,
  /** HTTP on the wire and in access logs. */
  /^(?:[<>*] )?HTTP\/[\d.]{1,3} \d{3}\b/,
  /^[<>] [A-Za-z][\w-]{1,60}: \S/,
  /^\* (?:Trying |Connected to |Host .{1,200} was resolved|ALPN|TLSv1|SSL |Server certificate|Connection #\d|using HTTP|\[HTTP)/i,
  /^> [A-Z]{3,7} \S+ HTTP\//,
  /^(?:www-authenticate|location|set-cookie|content-type|mcp-session-id|x-[\w-]{1,40}): \S/i,
  /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (?:https?:\/)?\/\S*(?:$|\s{1,4}(?:->|→|=>|[-–—:]|HTTP\/|\(?\d{3}\b))/,
  /^\d{1,3}(?:\.\d{1,3}){3} - /,
  /** JSON. */
  /^[[{]{1,2}\s{0,8}"[\w.$-]{1,60}"\s{0,8}:/,
  /^"[\w.$-]{1,60}"\s{0,4}: ?(?:["[{\d-]|true|false|null)/,
  /** Terminals: prompts, boxes, spinners. */
  /^[⎿│╭╰╮╯└├┌❯➜▶]/u,
  /^\\?_{0,2}⎿/u,
]

/** All shapes with the same flags in one pattern, since a report can have tens of thousands of lines. */
const ANY_SHAPE = [...Map.groupBy(SHAPES, ({ flags }) => flags)].map(
  ([flags, shapes]) => new RegExp(shapes.map(({ source }) => source).join('|'), flags),
)

/** Shell prompts. The rest of the paragraph is the command's output. */
const PROMPT = /^(?:[$❯➜] \S|[\w.-]{1,40}@[\w.-]{1,60}[:~ ][^$#%]{0,100}[$#%] \S|PS [A-Z]:\\|[A-Z]:\\[^>]{0,200}> ?\S)/u

/** Lines that only close or continue the previous line, and so have the same kind. */
const CONTINUES = /^(?:[\])}]{1,6}[,;]?|[{[]|\.\.\.|\^+|~+)$/

export const isPrompt = (line: string): boolean => PROMPT.test(line.trim())
export const continuesLog = (line: string): boolean => CONTINUES.test(line.trim())

/** @param line one line, with or without its indentation */
export function isLogShaped(line: string): boolean {
  const text = line.trim()
  return ANY_SHAPE.some((shape) => shape.test(text)) || PROMPT.test(text)
}
