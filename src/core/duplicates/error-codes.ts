/** Finds the error codes and names in an error line, by their forms; no list of known codes is needed. */

/** A vendor's numbered code (`AADSTS50011`), an errno, `UPPER_SNAKE`, `snake_case`, or the name of an exception. */
const CODE =
  /\b[A-Z]{2,12}-?\d{3,7}\b|\bE(?:ACCES|ADDR|AI_|AUTH|CONN|HOST|INVAL|ISDIR|NET|NOENT|NOT|PERM|PIPE|PROTO|TIMED)[A-Z]{0,16}\b|\b[A-Z][A-Z\d]{1,30}(?:_[A-Z\d]{1,30}){1,8}\b|\b[a-z][a-z\d]{1,30}(?:_[a-z\d]{1,30}){1,6}\b|\b[A-Z][A-Za-z\d]{2,60}(?:Error|Exception)\b|-32\d{3}\b/g

/** Splits a vendor's numbered code into the vendor and the number. */
const VENDOR_CODE = /^([A-Z]{4,12})-?\d{4,7}$/

/** @returns codes in text order, in upper or lower case as written; possibly repeated */
export function findCodes(line: string): readonly string[] {
  return line.match(CODE) ?? []
}

/**
 * The vendor whose numbered code this is; null for any other code. A vendor numbers its failures, so two different
 * numbers are two different failures.
 */
export function vendorOf(code: string): string | null {
  return VENDOR_CODE.exec(code)?.[1] ?? null
}

/** Forms that name an error by themselves; other identifiers in an error line are parameters, fields and variables. */
const ERROR_NAME =
  /^(?:(?:invalid|insufficient|unauthorized|unsupported)_[a-z_]{3,40}|[a-z]+_(?:mismatch|error)|access_denied|E[A-Z]{4,16}|ERR_[A-Z_]{4,40}|[A-Z][A-Za-z\d]{2,60}(?:Error|Exception)|-32\d{3})$/

/** Whether a code from an error line names the error itself. */
export function namesError(code: string): boolean {
  return vendorOf(code) !== null || ERROR_NAME.test(code)
}
