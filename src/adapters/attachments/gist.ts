/** A gist's files, as GitHub's REST API gives them: https://docs.github.com/en/rest/gists/gists#get-a-gist */
import { z } from 'zod'
import { cleanName } from './file-name.ts'
import { UnreadFileError } from './not-read.ts'

const GIST = z.object({
  /** True when the gist has more than 300 files. */
  truncated: z.boolean().optional(),
  files: z.record(
    z.string(),
    z
      .object({
        filename: z.string().optional(),
        /** True when the content is longer than a megabyte; all of it is behind `raw_url`. */
        truncated: z.boolean().optional(),
        content: z.string().nullish(),
        encoding: z.string().nullish(),
        raw_url: z.string().nullish(),
      })
      .nullable(),
  ),
})

/** One file: its bytes, or the address where they are. */
export interface GistFile {
  readonly name: string
  readonly content: Uint8Array | { readonly url: string }
}

/**
 * @param name how the gist is called
 * @param bytes the API's answer
 * @returns its files; `more` when GitHub left some out
 * @throws NotRead when it is no such answer
 */
export function readGist(name: string, bytes: Uint8Array): { files: readonly GistFile[]; more: boolean } {
  const gist = GIST.safeParse(parseJson(new TextDecoder().decode(bytes)))
  if (!gist.success) throw new UnreadFileError('could not be reached: the answer is no gist')
  const files = Object.entries(gist.data.files).flatMap(([key, file]) => {
    if (file === null) return []
    const whole = file.truncated !== true && typeof file.content === 'string'
    const content = whole ? decoded(file.content ?? '', file.encoding) : { url: file.raw_url ?? '' }
    return [{ name: cleanName(`${name}/${file.filename ?? key}`), content }]
  })
  return { files, more: gist.data.truncated === true }
}

function decoded(content: string, encoding: string | null | undefined): Uint8Array {
  return Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
