import { chance, pick } from '../github/generate/chance'

/* Python as services and libraries hold it, made up and always the same for the same seed. */

const NOUNS = [
  'order',
  'invoice',
  'customer',
  'booking',
  'ticket',
  'flight',
  'route',
  'rate',
  'refund',
  'account',
] as const
const FIELDS = ['amount', 'status', 'owner', 'due_on', 'currency', 'reference', 'weight', 'region', 'number'] as const

/** One module of about so many lines. `isTest` makes it one of pytest's. */
export function pythonModule(seed: string, lines: number, isTest = false): string {
  const noun = pick(NOUNS, seed, 'noun')
  const parts = [isTest ? testHead(noun) : moduleHead(noun, seed)]
  let count = linesOf(parts[0] ?? '')
  for (let index = 0; count < lines; index += 1) {
    const part = isTest ? testOf(noun, index, seed) : pick(PARTS, seed, index, 'part')(noun, index, seed)
    parts.push(part)
    count += linesOf(part) + 2
  }
  return `${parts.join('\n\n')}`
}

type Part = (noun: string, index: number, seed: string) => string

const PARTS: readonly Part[] = [routePart, functionPart, classPart, handlerPart, queryPart, tablePart]

function moduleHead(noun: string, seed: string): string {
  return `"""Everything about one ${noun} (${seed})."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import requests
from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import get_session

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/${noun}s")
TIMEOUT = float(os.environ.get("${noun.toUpperCase()}_TIMEOUT", "5"))
`
}

function routePart(noun: string, index: number): string {
  return `@router.get("/{number}/part-${index}")
def read_${noun}_${index}(number: int, session: Session = Depends(get_session)) -> dict[str, object]:
    """Answers part ${index} of one ${noun}."""
    found = session.get(${title(noun)}Row, number)
    if found is None:
        raise HTTPException(status_code=404, detail=f"no ${noun} {number}")
    logger.info("read %s part %d", number, ${index})
    return {"number": number, "part": ${index}, "value": found.amount * ${index + 1}}
`
}

function functionPart(noun: string, index: number, seed: string): string {
  const [first, second] = [fieldOf(seed, index, 1), fieldOf(seed, index, 2)]
  return `def ${noun}_${first}_${index}(rows: list[dict[str, float]], limit: int = ${index + 10}) -> dict[str, float]:
    """Sums ${first} by ${second}, largest first, at most \`limit\` of them."""
    totals: dict[str, float] = {}
    for position, row in enumerate(rows):
        if position >= limit * 100:
            break
        key = str(row.get("${second}", "none"))
        value = float(row.get("${first}") or 0)
        if value < 0 and key not in totals:
            continue
        elif value > 10_000:
            value = 10_000 + (value - 10_000) ** 0.5
        totals[key] = totals.get(key, 0.0) + value
    ordered = sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))
    return {key: round(value, 2) for key, value in ordered[:limit]}
`
}

function classPart(noun: string, index: number, seed: string): string {
  const fields = [1, 2, 3].map((at) => fieldOf(seed, index, at * 7))
  return `@dataclass(frozen=True)
class ${title(noun)}Part${index}:
    """One part of a ${noun} as it is stored."""

    number: int
${[...new Set(fields)].map((name) => `    ${name}: str = "${name}-${index}"`).join('\n')}
    tags: list[str] = field(default_factory=list)
    made_at: datetime = field(default_factory=datetime.utcnow)

    @property
    def is_old(self) -> bool:
        return datetime.utcnow() - self.made_at > timedelta(days=${index + 30})

    def to_json(self) -> str:
        known = {name: getattr(self, name) for name in ("number", "tags")}
        return json.dumps({**known, "old": self.is_old}, sort_keys=True)
`
}

function handlerPart(noun: string, index: number): string {
  return `def fetch_${noun}_${index}(number: int) -> dict[str, object] | None:
    for attempt in range(3):
        try:
            answer = requests.get(f"https://api.example.test/${noun}s/{number}", timeout=TIMEOUT)
            answer.raise_for_status()
            return answer.json()
        except requests.Timeout:
            logger.warning("attempt %d for ${noun} %d took too long", attempt, number)
        except requests.RequestException as error:
            logger.exception("${noun} %d could not be read", number)
            if attempt == 2:
                raise RuntimeError(f"${noun} {number} can't be read") from error
        finally:
            logger.debug("attempt %d over", attempt)
    return None
`
}

function queryPart(noun: string, index: number, seed: string): string {
  const by = fieldOf(seed, index, 5)
  return `def list_${noun}s_by_${by}_${index}(session: Session, *, after: datetime, region: str | None = None):
    statement = select(${title(noun)}Row).where(${title(noun)}Row.made_at >= after)
    if region is not None:
        statement = statement.where(${title(noun)}Row.region == region)
    with session.begin():
        rows = session.execute(statement.order_by(${title(noun)}Row.${by}).limit(${index * 10 + 50})).scalars().all()
    return [row for row in rows if row.${by} and not row.deleted_at]
`
}

function tablePart(noun: string, index: number, seed: string): string {
  const rows = Array.from({ length: 8 }, (_, at) => {
    const [name, value] = [fieldOf(seed, index, at), Math.floor(chance(seed, index, at) * 100_000)]
    return `    ("${name}-${at}", ${value}, {"${noun}": ${value % 97}, "text": "What ${name} ${at} is for, in a sentence."}),`
  })
  return `${noun.toUpperCase()}_TABLE_${index} = (\n${rows.join('\n')}\n)\n`
}

function testHead(noun: string): string {
  return `import pytest

from app import ${noun}s
`
}

function testOf(noun: string, index: number, seed: string): string {
  const value = Math.floor(chance(seed, index, 'value') * 1000)
  return `@pytest.mark.parametrize("value", [${value}, ${value + 1}, ${value * 2}])
def test_${noun}_${index}(value, tmp_path):
    path = tmp_path / "${noun}.json"
    path.write_text('{"value": %d}' % value)
    found = ${noun}s.read(path)
    assert found["value"] == value
    assert found.get("other", ${value}) in (${value}, None)
`
}

function fieldOf(seed: string, ...parts: number[]): string {
  return pick(FIELDS, seed, 'field', ...parts)
}

function title(noun: string): string {
  return noun.replace(/^./, (letter) => letter.toUpperCase())
}

function linesOf(text: string): number {
  return text.split('\n').length
}
