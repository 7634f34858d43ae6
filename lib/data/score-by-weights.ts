import { CATEGORIES, CHARACTERISTICS } from '@/lib/checks/rubric'
import type { Weights } from '@/lib/checks/weights'
import { Prisma } from './generated/client'

/**
 * Audits `a` that meet the condition, scored by these weights as lib/checks/score.ts does it: `id, score, coverage,
 * categories` of each. From what every audit keeps, so that those whose results were dropped are counted, too. `from` is what
 * follows "from" and names `audits a`.
 */
export function scoreByWeights(weights: Weights, from: Prisma.Sql, condition: Prisma.Sql): Prisma.Sql {
  const weighed = CHARACTERISTICS.map((each, index) => ({
    category: each.category,
    id: each.id,
    weight: Prisma.sql`${weights[each.id]}::float8`,
    verdict: Prisma.raw(`v${index}`),
    score: Prisma.raw(`s${index}`),
  }))
  const verdicts = weighed.map(({ id, verdict }) => Prisma.sql`a.verdicts ->> ${id} as ${verdict}`)
  const scores = weighed.map(
    ({ id, verdict, score }) => Prisma.sql`${scoreBy(verdict, Prisma.sql`mean_scores ->> ${id}`)} as ${score}`,
  )
  const total = (of: typeof weighed) => {
    const gained = sum(of.map(({ score, weight }) => Prisma.sql`coalesce(${score} * ${weight}, 0)`))
    const judged = sum(of.map(({ score, weight }) => Prisma.sql`case when ${score} is null then 0 else ${weight} end`))
    return rounded(Prisma.sql`(${gained}) / nullif(${judged}, 0) * 100`, 1)
  }
  const applying = sum(
    weighed.map(
      ({ verdict, weight }) => Prisma.sql`case when ${verdict} <> 'not_applicable' then ${weight} else 0 end`,
    ),
  )
  const judged = sum(
    weighed.map(({ score, weight }) => Prisma.sql`case when ${score} is null then 0 else ${weight} end`),
  )
  const categories = CATEGORIES.map(
    ({ id }) => Prisma.sql`${id}::text, ${total(weighed.filter(({ category }) => category === id))}`,
  )
  // "offset 0" keeps columns from being worked out anew wherever they are used.
  return Prisma.sql`
    select id, ${total(weighed)} as score, coalesce(${rounded(Prisma.sql`(${judged}) / nullif(${applying}, 0)`, 3)}, 1) as coverage,
      jsonb_build_object(${Prisma.join(categories)}) as categories
    from (
      select *, ${Prisma.join(scores)} from (
        select a.id, a.mean_scores, ${Prisma.join(verdicts)} from ${from} where ${condition} and a.verdicts <> '{}' offset 0
      ) judged offset 0
    ) scored offset 0`
}

/** What audit `a` gives one characteristic: 0 to 1, or null where it judged nothing. */
export function scoreOf(id: Prisma.Sql): Prisma.Sql {
  return scoreBy(Prisma.sql`a.verdicts ->> ${id}`, Prisma.sql`a.mean_scores ->> ${id}`)
}

function scoreBy(verdict: Prisma.Sql, mean: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`case when ${verdict} in ('pass', 'partial', 'fail') then coalesce(
    (${mean})::float8, case ${verdict} when 'pass' then 1 when 'partial' then 0.5 else 0 end) end`
}

function sum(terms: readonly Prisma.Sql[]): Prisma.Sql {
  return Prisma.join([...terms], ' + ')
}

/** As Math.round does it: halves go up. */
function rounded(value: Prisma.Sql, decimals: number): Prisma.Sql {
  const factor = Prisma.raw(`${10 ** decimals}::float8`)
  return Prisma.sql`floor((${value}) * ${factor} + 0.5) / ${factor}`
}
