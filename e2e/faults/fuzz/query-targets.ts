import { z } from 'zod'
import { parseAppQuery } from '@/components/connect/app-query'
import { parseRepositoryQuery, repositorySearch } from '@/components/repo/repository-query'
import * as parameters from '@/lib/api/parameters'
import { auditLogSearch, parseAuditLogQuery } from '@/lib/data/audit-log-query'
import { changesSearch, parseChangesQuery } from '@/lib/data/changes-query'
import { characteristicSearch, parseCharacteristicQuery } from '@/lib/data/characteristic-query'
import {
  parseScorecardQuery,
  parseScorecardSearch,
  type SearchParams,
  scorecardSearch,
} from '@/lib/data/scorecard-query'
import { parseTeamsQuery, teamsSearch } from '@/lib/data/teams-query'
import { parseWaiversQuery, waiversSearch } from '@/lib/data/waivers-query'
import { AppError } from '@/lib/errors'
import { parseTrialFiles } from '@/lib/trials/trial-files'
import type { Target } from './target'

const SEARCHES = [
  'q=api&team=engines,~none&kind=cli&min=10&max=90.5&sort=score&order=desc&page=2&range=1y',
  'characteristic=testing:fail,readme&verdict=pass&window=30&trend=robustness&view=heat&cols=score,name&saved=12',
  'range=2024-01-01..2025-01-01&from=2024-01-01&to=2025-02-30&page=99999999999999999999',
  'team=a&team=b&kind=library&kind=web-service&visibility=public&ready=yes&scored=no&pushed=older',
  'state=expired&by=~airworthy&action=x&per_page=100&characteristic=docker&project=a/b&compare=a..b&commit=abc&at=1',
  'direction=worse&days=30&group=kind&waived=1&since=2024-01-01T00:00:00Z&file=x.csv&until=',
]

/** Addresses of pages and of the API, read and written again, which must settle. */
export function queryTargets(): readonly Target[] {
  const schemas = Object.values(parameters).flatMap((value) => (value instanceof z.ZodObject ? [value] : []))
  return [
    query('scorecard query', parseScorecardQuery, scorecardSearch),
    query('teams query', parseTeamsQuery, teamsSearch),
    query('changes query', parseChangesQuery, changesSearch),
    query('waivers query', parseWaiversQuery, waiversSearch),
    query('characteristic query', parseCharacteristicQuery, characteristicSearch),
    query('audit log query', parseAuditLogQuery, auditLogSearch),
    query('repository query', parseRepositoryQuery, repositorySearch),
    { name: 'scorecard search', form: 'text', seeds: SEARCHES, run: (input) => void parseScorecardSearch(input) },
    {
      name: 'connect query',
      form: 'text',
      seeds: SEARCHES,
      run: (input) => void parseAppQuery(paramsOf(input), 'http://127.0.0.1:3000'),
    },
    {
      name: 'parameters of the API',
      form: 'text',
      seeds: SEARCHES,
      run(input) {
        for (const schema of schemas) expected(() => parameters.parseParameters(schema, paramsOf(input)))
      },
    },
    {
      name: 'files of a trial',
      form: 'json',
      seeds: [
        JSON.stringify({
          files: [
            { path: 'main.py', text: 'print(1)' },
            { path: 'a/b.toml', text: '' },
          ],
        }),
      ],
      run: (input) => expected(() => parseTrialFiles(JSON.parse(input))),
    },
  ]
}

function query<T>(name: string, parse: (params: SearchParams) => T, write: (query: T) => string): Target {
  return {
    name,
    form: 'text',
    seeds: SEARCHES,
    run(input) {
      const search = write(parse(paramsOf(input)))
      const again = write(parse(paramsOf(search)))
      if (again !== search) throw new Error(`${JSON.stringify(search)} is written again as ${JSON.stringify(again)}`)
    },
  }
}

function paramsOf(search: string): SearchParams {
  return parameters.searchOf(`http://127.0.0.1/?${search.replace(/^\?/, '')}`)
}

function expected(run: () => unknown): void {
  try {
    run()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}
