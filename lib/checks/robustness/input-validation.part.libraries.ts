/** Calls, bases and names by which validating libraries and in-house validators are told. */

export const LIBRARY =
  /^(?:jsonschema\.validate|fastjsonschema\.(?:validate|compile\(\))|msgspec\.(?:json|msgpack|yaml|toml)\.(?:decode|Decoder\(\)\.decode)|msgspec\.convert|cattrs?\.(?:\w+\(\)\.)?structure\w*|voluptuous\.\w+|cerberus\.\w+|marshmallow\.\w+|webargs\.[\w.]+|aws_lambda_powertools\.utilities\.(?:parser\.parse|validation\.validate)|dacite\.from_dict|pydantic\.(?:parse_obj_as|parse_raw_as)|flask_pydantic\.\w+|trafaret\.\w+|schema\.Schema\(\)\.validate|typedload\.load|adaptix\.\w+|django\.core\.validators\.\w+)$/
export const LIBRARY_METHOD =
  /(?:\.model_validate(?:_json|_strings)?|\.use_(?:args|kwargs)|\.reqparse\.RequestParser\(\)\.\w+|\.parse_obj|\.parse_raw|\.TypeAdapter\(\)\.\w+|\.validate_python|\.validate_json|\.validate_on_submit|\.is_valid|\.full_clean|\.parse_args|Draft\d+Validator\(\)\.\w+)$/
/** On something that is called a schema, a form and the like: `user_schema.load`, `self.deserializer.load`, `form.validate`. */
export const NAMED_SCHEMA =
  /\.(?:load|loads|validate|deserialize|iter_errors)$(?<=(?:schema|serializer|deserializer|form|validator)\w*(?:\(\)|\[\])?\.\w+|field\w*\.deserialize)/i
export const SCHEMA_METHOD =
  /^(?:load|loads|validate|validate_\w+|is_valid|deserialize|decode|from_dict|from_json|parse_\w+)$/
export const SCHEMA_BASE =
  /^(?:pydantic\.|pydantic_settings\.|sqlmodel\.SQLModel|marshmallow|flask_marshmallow|wtforms|flask_wtf|django\.forms|rest_framework\.serializers|cerberus\.|colander\.|msgspec\.Struct|mashumaro|schematics|dataclasses_json|formencode|ninja\.)|(?:^|\.)(?:\w*ModelSchema|\w*Serializer|FlaskForm|ma\.(?:Schema|SQLAlchemy\w*))$/
export const FORM_BASE = /^(?:wtforms|flask_wtf)\b|(?:^|\.)FlaskForm$/
export const MODEL_BASE = /^(?:pydantic\.|sqlmodel\.SQLModel$|msgspec\.Struct$|ninja\.)/
export const RULE_BASE =
  /(?:^|\.)(?:\w{0,40}(?:Form|Serializer|Schema)|(?:Base|Abstract)?_?(?:Validator|Field|Rule|Constraint|Filter))$/
export const OWN_RULE = /(?:^|\.)(?:Base|Abstract)?_?(?:Validator|Field|Rule|Constraint)$/
/** With so many kinds of rule to declare it is a validator of its own, not a few checks. */
export const RULES = 5
export const RUNS_RULES = /^(?!self\.|super)[a-z_]\w*(?:\(\))?\.(?:validate|validate_\w+|is_valid|full_clean)$/
/** Refuses whatever is not signed, in time and as claimed: for a token that is its parser. */
export const DECODES_TOKEN =
  /^(?:jwt(?:\.api_jwt)?|jose\.jwt|authlib\.jose(?:\.\w+)*|jwcrypto\.jwt(?:\.\w+)*|itsdangerous(?:\.\w+)*\(\))\.(?:decode|loads|validate)$/
export const READS_TOKEN = /(?:^|[._])(?:jwt|token|jws)(?:[._]|$)/i
