import 'server-only'
import { RequestLimit, type Turn } from '@/lib/http/request-limit'

/** Signed deliveries of one organisation in a minute: some twenty pushes a second, without an end. */
export const TAKEN_OF_ONE_ORGANISATION = 1200
const NO_ORGANISATION = 'none'

const taken = new RequestLimit(TAKEN_OF_ONE_ORGANISATION)

/** Whether one more delivery of the organisation may be stored; counts it. Without an App, whoever has its secret can sign any number. */
export function takeOfOrganisation(organisationId: bigint | null): Turn {
  return taken.take(String(organisationId ?? NO_ORGANISATION))
}
