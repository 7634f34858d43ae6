/**
 * Why a scan waits, without the time: the page tells that by the clock of whoever looks, and the sentence names it in
 * UTC.
 */
export function waitingReason(reason: string): string {
  return reason.replace(/[;.] [^;.]* at \d\d:\d\d UTC\.$/, '.')
}
