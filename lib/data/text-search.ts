import 'server-only'
import { Prisma } from './generated/client'

const MOST_WORDS = 8

/**
 * Condition on `repositories r`: its name holds the text, or its name and description hold every word of it, each begun
 * or in another form ("booking" finds "bookings").
 */
export function matchesText(text: string): Prisma.Sql {
  const named = Prisma.sql`r.name ilike ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`
  const words = wordsOf(text).map(
    (word) => Prisma.sql`(to_tsquery('simple', ${`${word}:*AB`}) || to_tsquery('english', ${`${word}:C`}))`,
  )
  if (words.length === 0) return named
  return Prisma.sql`(${named} or r.search @@ (select ${Prisma.join(words, ' && ')}))`
}

function wordsOf(text: string): readonly string[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MOST_WORDS)
}
