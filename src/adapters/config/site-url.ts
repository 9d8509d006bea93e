import { z } from 'zod'

/** Base URL of a site. Trailing slashes are removed, so that paths can be appended. */
export const siteUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))
