import { z } from 'zod'

/** An address of a site, without slashes at its end: paths are written behind it. */
export const siteUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))
