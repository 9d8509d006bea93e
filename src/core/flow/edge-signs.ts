/** What tells that something in front of the server answered, and not the server: a CDN, a firewall, a proxy, a mesh. */

/** A network names itself in its answers. */
export const EDGE = /cloudflare|cf-ray|cf-mitigated|akamai|incapsula|imperva|awswaf|x-vercel|waf\b|just a moment|bigip/i

/**
 * The log of a proxy or load balancer says that it reached no server, or that a policy of its own refused: HAProxy's name
 * for it, Envoy's response flags and details
 * (https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage), and the missing times of
 * the target in the log of an AWS load balancer.
 */
const BY_PROXY =
  /\/<NOSRV> |\bTCP_DENIED(?:_[A-Z]{2,20})?\/|" 50[0-9] (?:UF|UH|UC|UT|URX|UO|NR|NC|UMSDR)\b|\brbac_access_denied|\bext_authz_(?:denied|error)\b| -1 -1 -1 50[0-9] - |\bupstream_status: "-"|\bupstream=-(?:\s|$)|failed_to_(?:connect_to|pick)_backend|response_flags["']?\s?[:=]\s?["']?(?:UF|UH|UC|UT|URX|UO|NR)\b|\bcode=H\d\d\b/

/** The fields in which CDNs and firewalls say so: Cloudflare, Google, AWS, Azure, Fastly, Akamai. */
const BY_CDN =
  /OriginResponseStatus["']?\s?[:=]\s?["']?0\b|denied_by_security_policy|SecurityAction["']?\s?[:=]\s?["']?(?:block|managed_challenge|challenge|jschallenge)|terminatingRuleId|["']?action["']?\s?[:=]\s?["']?BLOCK(?:ED)?\b|waf_?(?:action["']?\s?[:=]\s?["']?(?:block|den|challenge|drop)|block)|response_state["']?\s?[:=]\s?["']?ERROR|deny_?rule["']?\s?[:=]\s?["']?\w/i

/** Statuses that only a gateway or a proxy sends (RFC 9110, 15.5.8, 15.6.3 and 15.6.5); 520 to 530 are Cloudflare's. */
export function isGatewayStatus(status: number): boolean {
  return status === 407 || status === 502 || status === 504 || (status >= 520 && status <= 530)
}

/** @param line of a log with the request and its status */
export function isEdgeAnswer(status: number, line: string): boolean {
  if (isGatewayStatus(status)) return true
  if (status < 400) return false
  return BY_PROXY.test(line) || BY_CDN.test(line) || (status !== 401 && EDGE.test(line))
}
