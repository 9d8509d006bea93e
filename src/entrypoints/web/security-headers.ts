/** Security headers for every response: pages load only our own style sheet and script, and cannot be framed. */
import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'

const secure = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  crossOriginResourcePolicy: 'same-origin',
  referrerPolicy: 'no-referrer',
  xFrameOptions: 'DENY',
  permissionsPolicy: { camera: [], geolocation: [], microphone: [] },
})

/** A badge is shown by the pages of other sites, and contains nothing but a number. */
const EMBEDDED = /\/badge\.svg$/

export const protect: MiddlewareHandler = async (c, next) => {
  await secure(c, next)
  if (EMBEDDED.test(c.req.path) && c.res.ok) c.header('cross-origin-resource-policy', 'cross-origin')
}
