/** The official SDK's client with its own OAuth, and a browser that follows redirects by itself. */
import {
  Client,
  type OAuthClientProvider,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from '@modelcontextprotocol/client'

const REDIRECT_URI = 'http://127.0.0.1:9/callback'

/** @param browser what comes back from the login page; by default the server's own redirect */
export async function logInWithSdk(url: string, browser?: (authorizeUrl: URL) => string): Promise<readonly string[]> {
  const provider = memoryProvider(browser)
  const options = { authProvider: provider }
  const first = new StreamableHTTPClientTransport(new URL(url), options)
  const client = newClient()
  try {
    await client.connect(first)
    return await listTools(client)
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error
  } finally {
    await client.close()
  }
  await first.finishAuth(new URL(provider.returned()).searchParams)
  const again = newClient()
  try {
    await again.connect(new StreamableHTTPClientTransport(new URL(url), options))
    return await listTools(again)
  } finally {
    await again.close()
  }
}

function newClient(): Client {
  return new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode: 'legacy' } })
}

async function listTools(client: Client): Promise<readonly string[]> {
  const { tools } = await client.listTools()
  return tools.map(({ name }) => name)
}

type StoredClient = Awaited<ReturnType<OAuthClientProvider['clientInformation']>>
type DiscoveryState = Parameters<NonNullable<OAuthClientProvider['saveDiscoveryState']>>[0]
type StoredTokens = Awaited<ReturnType<OAuthClientProvider['tokens']>>

function memoryProvider(browser?: (authorizeUrl: URL) => string): OAuthClientProvider & { returned(): string } {
  let information: StoredClient
  let tokens: StoredTokens
  let discovered: DiscoveryState | undefined
  let verifier = ''
  let returned: string | null = null
  return {
    redirectUrl: REDIRECT_URI,
    clientMetadataUrl: 'https://client.example/oauth/metadata.json',
    clientMetadata: { client_name: 'test', redirect_uris: [REDIRECT_URI], token_endpoint_auth_method: 'none' },
    clientInformation: () => information,
    saveClientInformation: (saved) => {
      information = saved
    },
    tokens: () => tokens,
    saveTokens: (saved) => {
      tokens = saved
    },
    redirectToAuthorization: async (authorizeUrl) => {
      returned = browser?.(authorizeUrl) ?? (await fetch(authorizeUrl, { redirect: 'manual' })).headers.get('location')
    },
    saveCodeVerifier: (saved) => {
      verifier = saved
    },
    codeVerifier: () => verifier,
    discoveryState: () => discovered,
    saveDiscoveryState: (saved) => {
      discovered = saved
    },
    returned: () => {
      if (returned === null) throw new Error('The login page did not send the browser back.')
      return returned
    },
  }
}
