/** Detects a file's kind from its first bytes. Names and media types are untrusted and ignored. */

/** A supported archive format, a kind of file that is never a log (with the reason), or `unknown` for anything else. */
export type Kind = 'zip' | 'gzip' | 'tar' | 'unknown' | { readonly why: string }

const MEDIA = { why: 'is a picture or video' }
const IMAGE = { why: 'is a picture' }
const PROGRAM = { why: 'is a program' }
const DATABASE = { why: 'is a database' }
const OTHER_ARCHIVE = { why: 'is an unsupported kind of archive; .zip, .gz and .tar.gz are supported' }

interface Magic {
  readonly bytes: string
  readonly at?: number
  readonly kind: Kind
}

/** `bytes` in Latin-1. No log starts with any of these. */
const MAGIC: readonly Magic[] = [
  { bytes: 'PK\x03\x04', kind: 'zip' },
  { bytes: 'PK\x05\x06', kind: 'zip' },
  { bytes: '\x1f\x8b', kind: 'gzip' },
  { bytes: 'ustar', at: 257, kind: 'tar' },
  { bytes: '\x89PNG\r\n\x1a\n', kind: IMAGE },
  { bytes: '\xff\xd8\xff', kind: IMAGE },
  { bytes: 'GIF87a', kind: IMAGE },
  { bytes: 'GIF89a', kind: IMAGE },
  { bytes: 'WEBP', at: 8, kind: IMAGE },
  { bytes: 'II*\x00', kind: IMAGE },
  { bytes: 'MM\x00*', kind: IMAGE },
  { bytes: 'ftyp', at: 4, kind: MEDIA },
  { bytes: '\x1a\x45\xdf\xa3', kind: MEDIA },
  { bytes: '%PDF-', kind: { why: 'is a PDF' } },
  { bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', kind: { why: 'is an Office document' } },
  { bytes: '\x7fELF', kind: PROGRAM },
  { bytes: 'MZ\x90\x00', kind: PROGRAM },
  { bytes: '\xcf\xfa\xed\xfe', kind: PROGRAM },
  { bytes: '\xca\xfe\xba\xbe', kind: PROGRAM },
  { bytes: '\x00asm', kind: PROGRAM },
  { bytes: 'SQLite format 3\x00', kind: DATABASE },
  {
    bytes: 'ElfFile\x00',
    kind: { why: 'is a binary Windows event log; export it as .csv or .txt' },
  },
  {
    bytes: 'LPKSHHRH',
    kind: { why: 'is a binary systemd journal; export it with `journalctl -o json`' },
  },
  { bytes: '7z\xbc\xaf\x27\x1c', kind: OTHER_ARCHIVE },
  { bytes: 'Rar!\x1a\x07', kind: OTHER_ARCHIVE },
  { bytes: '\xfd7zXZ\x00', kind: OTHER_ARCHIVE },
  { bytes: 'BZh', kind: OTHER_ARCHIVE },
  { bytes: '\x28\xb5\x2f\xfd', kind: OTHER_ARCHIVE },
]

/** Office documents are zip archives; Office writes this entry first. */
const OFFICE_FIRST_ENTRY = '[Content_Types].xml'

export function kindOf(bytes: Uint8Array): Kind {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 512)).toString('latin1')
  const found = MAGIC.find(({ bytes: magic, at = 0 }) => head.startsWith(magic, at))
  if (found === undefined) return /^\s{0,64}(?:<\?xml[^>]{0,200}\?>\s{0,64})?<svg[\s>]/.test(head) ? IMAGE : 'unknown'
  return found.kind === 'zip' && head.startsWith(OFFICE_FIRST_ENTRY, 30) ? { why: 'is an Office document' } : found.kind
}
