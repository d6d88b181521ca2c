import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
} from "@prisma/driver-adapter-utils";
import type pg from "pg";

const columns = ["confdeltype", "confupdtype", "constraint_type"];

/**
 * Creates an adapter through which the schema engine can introspect a PostgreSQL database. Prisma's
 * own adapter lacks the single-byte type with which PostgreSQL describes constraints.
 */
export function createIntrospectionAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => {
      const sql = query.sql
        .replace(/\bcon\.(conf(del|upd)type),/g, "con.$1::text AS $1,")
        .replace("constr.contype AS", "constr.contype::text AS");
      const result = await queryRaw({ ...query, sql });
      const isByte = (name: string | undefined) => columns.includes(name ?? "");
      const columnTypes = result.columnTypes.map((type, index) =>
        isByte(result.columnNames[index]) ? ColumnTypeEnum.Character : type,
      );
      return { ...result, columnTypes };
    };
    return adapter;
  };
  return factory;
}
