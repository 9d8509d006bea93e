/** Reads a gist's files from the GitHub REST API response: https://docs.github.com/en/rest/gists/gists#get-a-gist */
import { z } from 'zod'
import { cleanName } from './file-name.ts'
import { UnreadFileError } from './unread-file-error.ts'

const GIST = z.object({
  /** True when the gist has more than 300 files. */
  truncated: z.boolean().optional(),
  files: z.record(
    z.string(),
    z
      .object({
        filename: z.string().optional(),
        /** True when the content is longer than 1 MB; `raw_url` returns all of it. */
        truncated: z.boolean().optional(),
        content: z.string().nullish(),
        encoding: z.string().nullish(),
        raw_url: z.string().nullish(),
      })
      .nullable(),
  ),
})

/** One file: its bytes, or the URL to fetch them from. */
export interface GistFile {
  readonly name: string
  readonly content: Uint8Array | { readonly url: string }
}

/**
 * @param name the gist's name
 * @param bytes body of the API response
 * @returns the gist's files; `more` is true when GitHub omitted some
 * @throws UnreadFileError when the response is not a gist
 */
export function readGist(name: string, bytes: Uint8Array): { files: readonly GistFile[]; more: boolean } {
  const gist = GIST.safeParse(parseJson(new TextDecoder().decode(bytes)))
  if (!gist.success) throw new UnreadFileError('could not be reached: the response is not a gist')
  const files = Object.entries(gist.data.files).flatMap(([key, file]) => {
    if (file === null) return []
    const whole = file.truncated !== true && typeof file.content === 'string'
    const content = whole ? decodeContent(file.content ?? '', file.encoding) : { url: file.raw_url ?? '' }
    return [{ name: cleanName(`${name}/${file.filename ?? key}`), content }]
  })
  return { files, more: gist.data.truncated === true }
}

function decodeContent(content: string, encoding: string | null | undefined): Uint8Array {
  return Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
