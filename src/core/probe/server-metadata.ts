/** Reads the metadata of an authorization server. */

export interface ServerMetadata {
  readonly issuer: string
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  readonly registrationEndpoint: string | null
  readonly takesMetadataDocuments: boolean
  /** `code_challenge_methods_supported`; null if the server does not say. */
  readonly challengeMethods: readonly string[] | null
  /** RFC 9207: the server promises `iss` in its authorization responses. */
  readonly sendsIssuer: boolean
  readonly scopes: readonly string[]
}

/** @returns the metadata, or the name of the first field that is missing or has the wrong type */
export function readServerMetadata(
  document: Readonly<Record<string, unknown>>,
): { readonly metadata: ServerMetadata } | { readonly missing: string } {
  const missing = ['issuer', 'authorization_endpoint', 'token_endpoint'].find((name) => !isHttpUrl(document[name]))
  if (missing !== undefined) return { missing }
  const registration = document['registration_endpoint']
  return {
    metadata: {
      issuer: String(document['issuer']),
      authorizationEndpoint: String(document['authorization_endpoint']),
      tokenEndpoint: String(document['token_endpoint']),
      registrationEndpoint: isHttpUrl(registration) ? String(registration) : null,
      takesMetadataDocuments: document['client_id_metadata_document_supported'] === true,
      challengeMethods: stringsOrNull(document['code_challenge_methods_supported']),
      sendsIssuer: document['authorization_response_iss_parameter_supported'] === true,
      scopes: stringsOrNull(document['scopes_supported']) ?? [],
    },
  }
}

function isHttpUrl(value: unknown): boolean {
  return typeof value === 'string' && /^https?:$/.test(URL.parse(value)?.protocol ?? '')
}

/** A list of more entries is cut; what is not a list of texts is null. */
export function stringsOrNull(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null
  return value.slice(0, 200).filter((it): it is string => typeof it === 'string')
}
