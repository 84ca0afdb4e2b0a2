// Microsoft's own parser and binder of KQL, asked over standard input: a line {"query", "schema"} in, a line out.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
globalThis.Bridge = require('@kusto/language-service-next/bridge.min.js');
require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');
const { KustoCode, GlobalState, Symbols } = (globalThis.Kusto ?? Bridge.global.Kusto).Language;

function globals(schema) {
  const tables = Object.entries(schema).map(([name, columns]) => {
    const listed = Object.entries(columns).map(([column, type]) => `['${column}']: ${type}`);
    return new Symbols.TableSymbol.$ctor7(name, `(${listed.join(', ')})`, null);
  });
  return GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1('logs', tables));
}

function all(list) {
  if (!list) return [];
  return Array.isArray(list) ? list : Bridge.toArray(list);
}

function check({ query, schema }) {
  const code = KustoCode.ParseAndAnalyze(query, globals(schema));
  return {
    faults: all(code.GetDiagnostics()).map((each) => `${each.Code} ${each.Severity}: ${each.Message}`),
    columns: all(code.ResultType?.Columns).map((each) => [each.Name, each.Type.Name]),
    tokens: all(code.GetLexicalTokens()).map((each) => [each.Kind, each.Text]),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(check(JSON.parse(line)))}\n`);
}
