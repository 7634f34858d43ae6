import type { Facts } from '@/lib/facts/facts'
import type { Fix } from '../check'

/** Where this kind of program takes data in, and what it answers to whoever gave it. */
export function validationFix(
  { kind, routes }: Pick<Facts, 'kind' | 'routes'>,
  /** The first of a worker's inputs that nothing validates. */
  raw: { readonly path: string; readonly line: number } | null,
): Fix {
  const frameworks = routes.frameworks.map(({ name }) => name)
  if (kind.kind === 'cli')
    return {
      summary: 'Declare each argument with its type in argparse, click or typer instead of reading sys.argv.',
      snippet: {
        path: 'cli.py',
        language: 'python',
        code: 'parser = argparse.ArgumentParser()\nparser.add_argument("zone", type=int, choices=range(1, 9))\nargs = parser.parse_args()\n',
      },
    }
  if (kind.kind === 'library' || kind.kind === 'notebook')
    return {
      summary:
        'Parse what comes from outside into a model where it is read, and raise an error of your own for what does not fit.',
      snippet: {
        path: 'parcels.py',
        language: 'python',
        code: 'try:\n    parcel = Parcel.model_validate_json(text)\nexcept ValidationError as error:\n    raise InvalidParcel(text[:100]) from error\n',
      },
    }
  const isOfRoute = routes.routes.some(({ module }) => raw === null || module === raw.path)
  if (kind.kind === 'worker' && !isOfRoute) {
    const begin = raw ? ` Begin at ${raw.path}:${raw.line}.` : ''
    return {
      summary: `Parse each message into a model before anything is done with it, and set aside what does not fit.${begin}`,
      snippet: {
        path: raw?.path ?? 'worker.py',
        language: 'python',
        code: 'try:\n    parcel = NewParcel.model_validate_json(body)\nexcept ValidationError:\n    logger.exception("A message does not fit")\n    set_aside(body)\n',
      },
    }
  }
  if (frameworks.includes('FastAPI'))
    return {
      summary: 'Give each body a model with types, lengths and enums; a dict or Any takes whatever comes.',
      snippet: {
        path: 'models.py',
        language: 'python',
        code: 'class NewParcel(BaseModel):\n    model_config = ConfigDict(extra="forbid")\n    zone: int = Field(ge=1, le=9)\n    weight_grams: int = Field(gt=0)\n\n\n@app.post("/parcels")\ndef add(parcel: NewParcel) -> Parcel: ...\n',
      },
    }
  if (frameworks.some((name) => name.startsWith('Django')))
    return {
      summary: 'Read requests through a form or a DRF serializer and answer its errors with 400.',
      snippet: {
        path: 'views.py',
        language: 'python',
        code: 'serializer = NewParcelSerializer(data=request.data)\nserializer.is_valid(raise_exception=True)\nparcel = serializer.save()\n',
      },
    }
  return {
    summary: 'Parse each body or message into a model at the edge, and answer what does not fit with 400.',
    snippet: {
      path: 'views.py',
      language: 'python',
      code: 'try:\n    parcel = NewParcel.model_validate(request.get_json())\nexcept ValidationError as error:\n    return {"errors": error.errors()}, 400\n',
    },
  }
}
