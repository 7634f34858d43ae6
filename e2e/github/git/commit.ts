export interface Person {
  name: string
  email: string
  /** ISO time in UTC without fractions, as GitHub writes it. */
  date: string
}

export interface Commit {
  sha: string
  tree: string
  parents: string[]
  author: Person
  committer: Person
  message: string
}
