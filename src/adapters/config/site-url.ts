import { z } from 'zod'

/** Base URL of a site. Trailing slashes are removed, so that paths can be appended. */
export const siteUrl = z
  .url({ protocol: /^https?$/, error: 'expected a URL that begins with https:// or http://' })
  .transform((url) => url.replace(/\/+$/, ''))
