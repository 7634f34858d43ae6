import type { Facts } from '@/lib/facts/facts'
import { baseName } from '@/lib/facts/paths'

const LOCAL = /\bsqlite(?:\+\w+)?:\/\/|django\.db\.backends\.sqlite3/
const SERVER =
  /\b(?:postgres(?:ql)?|mysql|mariadb|mssql|oracle|cockroachdb)(?:\+\w+)?:\/\/|\bimage:\s*["']?(?:[\w./-]+\/)?(?:postgres|postgis|mysql|mariadb|percona)\b|django\.db\.backends\.(?:postgresql|mysql|oracle)|POSTGRES_|MYSQL_/
const DRIVERS = [
  'psycopg2',
  'psycopg2-binary',
  'psycopg',
  'asyncpg',
  'aiopg',
  'pg8000',
  'mysqlclient',
  'pymysql',
  'aiomysql',
  'asyncmy',
  'mysql-connector-python',
  'pyodbc',
  'pymssql',
  'cx-oracle',
  'oracledb',
]
const MAX_FILES = 2000

/** All that the code names is a SQLite file: no address, driver or image of a database server is to be seen. */
export function isLocalDatabase({ python, dependencies, files }: Pick<Facts, 'python' | 'dependencies' | 'files'>) {
  if (DRIVERS.some((name) => dependencies.has(name))) return false
  const configuration = files.all.filter(
    ({ path, role }) =>
      role !== 'test' && role !== 'docs' && /^(?:docker-)?compose.*\.ya?ml$|^\.env|\.env$/.test(baseName(path)),
  )
  const paths = [...python.application.map(({ path }) => path), ...configuration.map(({ path }) => path)]
  const texts = paths.slice(0, MAX_FILES).map((path) => files.text(path) ?? '')
  return texts.some((text) => LOCAL.test(text)) && !texts.some((text) => SERVER.test(text))
}
