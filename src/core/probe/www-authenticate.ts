/** Reads the parameters of a Bearer challenge (RFC 9110 §11.6.1, RFC 9728 §5.1). */

export interface BearerChallenge {
  readonly resourceMetadata: string | null
  readonly scope: string | null
  readonly error: string | null
}

/** A header is at most this long here; a longer one is cut. */
const MAX_LENGTH = 4_000

/** @returns null if the header is missing or has no Bearer challenge */
export function readBearerChallenge(header: string | undefined): BearerChallenge | null {
  const text = (header ?? '').slice(0, MAX_LENGTH)
  if (!/(?:^|,\s?)\s*bearer\b/i.test(text)) return null
  return {
    resourceMetadata: parameter(text, 'resource_metadata'),
    scope: parameter(text, 'scope'),
    error: parameter(text, 'error'),
  }
}

function parameter(text: string, name: string): string | null {
  const [, quoted, plain] = new RegExp(String.raw`(?:^|[\s,])${name}=(?:"([^"]*)"|([^\s",]+))`, 'i').exec(text) ?? []
  return quoted ?? plain ?? null
}
