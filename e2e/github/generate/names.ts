import { chance, pick } from './chance'

const FIRST =
  'Ada Alan Grace Edsger Barbara Donald Frances John Jean Niklaus Radia Ken Karen Dennis Margaret Tony Sophie Leslie Shafi Robin'
const LAST =
  'Adeyemi Bauer Castillo Dubois Eriksen Fischer Gupta Haddad Ivanova Jansen Kowalski Lindqvist Moreau Nakamura Okafor Petrov Quispe Rossi Silva Tanaka'
const SUBJECTS =
  'accounts alerts assets audit billing bookings budgets cargo catalog claims contracts credits crew customers depot disputes events fares fleet forecasts freight fuel gates goods hangar identity imports incidents inventory invoices ledger leases loyalty maintenance manifests markets media meters notices offers orders parcels partners parts payments payroll permits policies pricing profiles quotes ratings receipts refunds regions rentals reports reviews risk rosters routes safety sales schedules seats sensors shifts signals slots stock surveys tariffs taxes telemetry terminals tickets tolls tracking transfers vehicles vendors visits vouchers warehouse weather wallets zones'
const QUALITIES =
  'amber arctic blue brisk calm clear copper crisp early fair golden green high keen lunar north quick quiet silver solar south steady swift west'

const words = (text: string) => text.split(' ')

export const subjects = words(SUBJECTS)

export function personName(seed: number, index: number): string {
  return `${pick(words(FIRST), seed, 'first', index)} ${pick(words(LAST), seed, 'last', index)}`
}

/** Gives every name once: the same words again get a number. */
export class Names {
  private readonly given = new Map<string, number>()

  constructor(private readonly seed: number) {}

  repository(index: number, nouns: readonly string[]): string {
    const subject = pick(subjects, this.seed, 'subject', index)
    return this.unique(`${subject}-${pick(nouns, this.seed, 'noun', index)}`)
  }

  team(index: number): string {
    const quality = pick(words(QUALITIES), this.seed, 'quality', index)
    return this.unique(`${quality}-${pick(subjects, this.seed, 'team', index)}`)
  }

  private unique(name: string): string {
    const times = (this.given.get(name) ?? 0) + 1
    this.given.set(name, times)
    return times === 1 ? name : `${name}-${times}`
  }
}

/** Few repositories have no topics, few have many. */
export function topics(seed: number, index: number): string[] {
  const count = Math.floor(chance(seed, 'topics', index) * 4)
  return [...new Set(Array.from({ length: count }, (_, each) => pick(subjects, seed, 'topic', index, each)))]
}
