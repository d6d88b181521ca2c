-- AlterTable
ALTER TABLE "Link" ADD COLUMN     "note" TEXT;

-- The rest is written by hand: Prisma does not know triggers. Notes are searched like titles, each word
-- also by its first characters. Existing links have no notes, so their search texts stay valid.

CREATE OR REPLACE FUNCTION "keepLinkSearch"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "LinkSearch" ("linkId", "ownerId", "text") VALUES (
    new."id",
    new."ownerId",
    lower(' ' || new."shortCode" || E'\n' || replace(new."originalUrl", ' ', E'\n') || E'\n '
      || coalesce(new."title", '') || coalesce(E'\n ' || replace(new."note", E'\n', E'\n '), ''))
  ) ON CONFLICT ("linkId") DO UPDATE SET "ownerId" = excluded."ownerId", "text" = excluded."text";
  RETURN NULL;
END $$;

DROP TRIGGER "LinkSearch_update" ON "Link";

CREATE TRIGGER "LinkSearch_update" AFTER UPDATE ON "Link" FOR EACH ROW
WHEN ((old."id", old."ownerId", old."shortCode", old."originalUrl", old."title", old."note")
  IS DISTINCT FROM (new."id", new."ownerId", new."shortCode", new."originalUrl", new."title", new."note"))
EXECUTE FUNCTION "keepLinkSearch"();
