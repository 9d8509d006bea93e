import { crc32, deflateRawSync } from 'node:zlib'

/** One file in a generated zip; omitted fields get valid values. */
export interface ZipFile {
  readonly name: string
  readonly text: string | Uint8Array
  readonly encrypted?: boolean
  readonly symlink?: boolean
  readonly method?: number
  /** Size that the archive declares. Default: the real size. */
  readonly declaredSize?: number
  /** Compressed data that many files can share. */
  readonly packed?: Uint8Array
}

export function zip(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const { local, central } = headers(file, offset)
    parts.push(...local)
    directory.push(central)
    offset += local.reduce((sum, { length }) => sum + length, 0)
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(files.length % 65536, 8)
  end.writeUInt16LE(files.length % 65536, 10)
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  )
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, ...directory, end])
}

function headers(file: ZipFile, offset: number): { local: readonly Buffer[]; central: Buffer } {
  const content = Buffer.from(file.text)
  const method = file.method ?? 8
  const packed = Buffer.from(file.packed ?? (method === 0 ? content : deflateRawSync(content)))
  const name = Buffer.from(file.name)
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(0x800 | (file.encrypted === true ? 1 : 0), 2)
  common.writeUInt16LE(method, 4)
  common.writeUInt32LE(crc32(content), 10)
  common.writeUInt32LE(packed.length, 14)
  common.writeUInt32LE(file.declaredSize ?? content.length, 18)
  common.writeUInt16LE(name.length, 22)
  const rest = Buffer.alloc(14)
  if (file.symlink === true) rest.writeUInt32LE(0xa1ff0000, 6)
  rest.writeUInt32LE(offset, 10)
  return {
    local: [Buffer.from('PK\x03\x04'), common, name, packed],
    central: Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), common, rest, name]),
  }
}
