/** Files as a reporter has them, relative to the home directory and to the folder of a project. */

const part = (claims: object): string => Buffer.from(JSON.stringify(claims)).toString('base64url')
const TOKEN = [
  part({ alg: 'RS256', kid: 'key-1' }),
  part({ iss: 'https://idp.example', aud: 'api', iat: 1_700_000_000, nbf: 1_700_000_000, exp: 1_700_003_600 }),
  'signature',
].join('.')

export const SAMPLE_FILES: Readonly<Record<string, string>> = {
  'token.txt': TOKEN,
  '.github/workflows/ci.yml':
    'jobs:\n  build:\n    permissions:\n      contents: read\n      id-token: write\n    steps:\n      - uses: docker/login-action@v3\n',
  '.claude/settings.json': '{ "apiKeyHelper": "~/bin/key", "awsAuthRefresh": "aws sso login" }\n',
  '.claude.json': '{}\n',
  '.env':
    'API_KEY=x\nOTHER_TOKEN=x\nPOSTGRES_PASSWORD=x\nEXPECTED_AUDIENCE=http://localhost:3002/\nMCP_URL=http://localhost:3002/\nBASE_URL=http://localhost:3002/\nSCALEKIT_RESOURCE_ID=res_1\nSK_ENV_URL=https://env.example\nOIDC_AUTO_CREATE=false\n',
  'compose.yaml': 'services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: x\n',
  '.kube/config': 'users:\n- user:\n    exec:\n      apiVersion: client.authentication.k8s.io/v1beta1\n',
  '.gradle/gradle.properties': 'gpr.user=me\ngpr.key=x\n',
  '.pypirc': '[pypi]\nusername = __token__\n',
  '.docker/config.json': '{ "auths": { "registry.example": {} }, "credsStore": "desktop" }\n',
  'android/app/build.gradle': 'defaultConfig {\n  applicationId "com.example.app"\n}\n',
  'lib/main.dart': "final signIn = GoogleSignIn(serverClientId: 'id');\n",
  'nginx.conf': 'location / {\n  proxy_set_header Authorization "";\n}\n',
  '.htaccess': 'CGIPassAuth On\n',
  'src/tools.py': '@tool(required_scopes=["files:read"])\n',
  'claude_desktop_config.json': '{ "mcpServers": { "a": { "command": "npx", "args": ["mcp-remote"] } } }\n',
  'Library/Logs/Claude/mcp.log': 'token issued (scopes=user:inference)\n',
}
