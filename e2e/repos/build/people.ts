export type Person = { id: number; login: string; name: string; email: string; account: boolean }

/** Everyone who ever committed; `account: false` has left the company and can't sign in any more. */
export const people: readonly Person[] = [
  { id: 7001, login: 'ada', name: 'Ada Lindqvist', email: 'ada@skylark-air.example', account: true },
  { id: 7002, login: 'grace', name: 'Grace Okafor', email: 'grace@skylark-air.example', account: true },
  { id: 7003, login: 'linus', name: 'Linus Berger', email: 'linus@skylark-air.example', account: true },
  { id: 7004, login: 'barbara', name: 'Barbara Nunes', email: 'barbara@skylark-air.example', account: true },
  { id: 7005, login: 'edsger', name: 'Edsger Vos', email: 'edsger@skylark-air.example', account: true },
  { id: 7006, login: 'stranger', name: 'Sam Stranger', email: 'sam@elsewhere.example', account: true },
  { id: 7008, login: 'katherine', name: 'Katherine Abara', email: 'katherine@skylark-air.example', account: true },
  { id: 7009, login: 'margaret', name: 'Margaret Holt', email: 'margaret@holt-consulting.example', account: true },
  { id: 7007, login: 'rolf', name: 'Rolf Henning', email: 'rolf@skylark-air.example', account: false },
]

export function personByLogin(login: string): Person | undefined {
  return people.find((person) => person.login === login)
}
