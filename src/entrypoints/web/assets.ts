/** The style sheet and the scripts, served from memory under names that change with their content. */
import { createHash } from 'node:crypto'
import type { Hono } from 'hono'
import { SEARCH_SCRIPT } from './search-script.ts'
import { STYLE } from './style.ts'
import { UPLOAD_SCRIPT } from './upload-script.ts'

export const STYLE_PATH = `/assets/style.${fingerprint(STYLE)}.css`
export const SEARCH_SCRIPT_PATH = `/assets/search.${fingerprint(SEARCH_SCRIPT)}.js`
export const UPLOAD_SCRIPT_PATH = `/assets/upload.${fingerprint(UPLOAD_SCRIPT)}.js`

const CACHE_FOREVER = 'public, max-age=31536000, immutable'

export function addAssets(app: Hono): void {
  const serve = (path: string, text: string, type: string) =>
    app.get(path, (c) =>
      c.body(text, 200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': CACHE_FOREVER }),
    )
  serve(STYLE_PATH, STYLE, 'text/css')
  serve(SEARCH_SCRIPT_PATH, SEARCH_SCRIPT, 'text/javascript')
  serve(UPLOAD_SCRIPT_PATH, UPLOAD_SCRIPT, 'text/javascript')
}

function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
