-- AlterTable
ALTER TABLE "Link" ADD COLUMN "note" TEXT;

-- The rest is written by hand: Prisma does not know triggers. Notes are searched like titles, each word
-- also by its first characters. They share the column of the search table that titles are in, so the
-- rows of existing links, none of which has a note, stay valid.

DROP TRIGGER "LinkSearch_insert";

DROP TRIGGER "LinkSearch_update";

CREATE TRIGGER "LinkSearch_insert" AFTER INSERT ON "Link" BEGIN
  INSERT INTO "LinkSearch" ("rowid", "shortCode", "originalUrl", "title") VALUES (
    (new."ownerId" << 36) | new."id",
    char(2, 2) || new."shortCode",
    new."originalUrl",
    char(2, 2) || replace(coalesce(new."title", ''), ' ', ' ' || char(2, 2))
      || coalesce(char(10, 2, 2) || replace(replace(new."note", char(10), ' '), ' ', ' ' || char(2, 2)), '')
  );
END;

CREATE TRIGGER "LinkSearch_update"
AFTER UPDATE OF "id", "ownerId", "shortCode", "originalUrl", "title", "note" ON "Link"
WHEN old."id" IS NOT new."id" OR old."ownerId" IS NOT new."ownerId" OR old."shortCode" IS NOT new."shortCode"
  OR old."originalUrl" IS NOT new."originalUrl" OR old."title" IS NOT new."title" OR old."note" IS NOT new."note"
BEGIN
  DELETE FROM "LinkSearch" WHERE "rowid" = (old."ownerId" << 36) | old."id";
  INSERT INTO "LinkSearch" ("rowid", "shortCode", "originalUrl", "title") VALUES (
    (new."ownerId" << 36) | new."id",
    char(2, 2) || new."shortCode",
    new."originalUrl",
    char(2, 2) || replace(coalesce(new."title", ''), ' ', ' ' || char(2, 2))
      || coalesce(char(10, 2, 2) || replace(replace(new."note", char(10), ' '), ' ', ' ' || char(2, 2)), '')
  );
END;
