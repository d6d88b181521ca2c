-- CreateIndex
CREATE INDEX "Link_ownerId_clickCount_id_idx" ON "Link"("ownerId", "clickCount", "id");

-- CreateIndex
CREATE INDEX "Link_ownerId_lastClickedAt_id_idx" ON "Link"("ownerId", "lastClickedAt", "id");

-- CreateIndex
CREATE INDEX "Link_ownerId_isActive_id_expiresAt_maxClicks_idx" ON "Link"("ownerId", "isActive", "id", "expiresAt", "maxClicks");

-- CreateIndex
CREATE INDEX "Link_tokenId_idx" ON "Link"("tokenId");

-- The rest is written by hand: Prisma knows neither partial indexes nor virtual tables nor triggers. A
-- later migration that rebuilds "Link" has to make the indexes and the triggers anew.

CREATE INDEX "Link_expiring_idx" ON "Link"("ownerId", "id", "expiresAt")
  WHERE "isActive" = 1 AND "expiresAt" IS NOT NULL;

CREATE INDEX "Link_exhausted_idx" ON "Link"("ownerId", "id", "expiresAt")
  WHERE "isActive" = 1 AND "clickCount" >= "maxClicks";

-- What links are searched by. A row's id is its owner's, then the link's in the lower 36 bits, so that
-- an owner's links lie beside each other in the order of their making, and a search never meets
-- anybody else's. Trigrams need three characters: two marks before a code, and before each word of a
-- title, let one or two find what begins with them.
CREATE VIRTUAL TABLE "LinkSearch" USING fts5(
  "shortCode", "originalUrl", "title",
  content = '', contentless_delete = 1, tokenize = 'trigram'
);

CREATE TRIGGER "LinkSearch_insert" AFTER INSERT ON "Link" BEGIN
  INSERT INTO "LinkSearch" ("rowid", "shortCode", "originalUrl", "title") VALUES (
    (new."ownerId" << 36) | new."id",
    char(2, 2) || new."shortCode",
    new."originalUrl",
    char(2, 2) || replace(new."title", ' ', ' ' || char(2, 2))
  );
END;

CREATE TRIGGER "LinkSearch_update" AFTER UPDATE OF "id", "ownerId", "shortCode", "originalUrl", "title" ON "Link"
WHEN old."id" IS NOT new."id" OR old."ownerId" IS NOT new."ownerId" OR old."shortCode" IS NOT new."shortCode"
  OR old."originalUrl" IS NOT new."originalUrl" OR old."title" IS NOT new."title"
BEGIN
  DELETE FROM "LinkSearch" WHERE "rowid" = (old."ownerId" << 36) | old."id";
  INSERT INTO "LinkSearch" ("rowid", "shortCode", "originalUrl", "title") VALUES (
    (new."ownerId" << 36) | new."id",
    char(2, 2) || new."shortCode",
    new."originalUrl",
    char(2, 2) || replace(new."title", ' ', ' ' || char(2, 2))
  );
END;

CREATE TRIGGER "LinkSearch_delete" AFTER DELETE ON "Link" BEGIN
  DELETE FROM "LinkSearch" WHERE "rowid" = (old."ownerId" << 36) | old."id";
END;

INSERT INTO "LinkSearch" ("rowid", "shortCode", "originalUrl", "title")
SELECT
  ("ownerId" << 36) | "id",
  char(2, 2) || "shortCode",
  "originalUrl",
  char(2, 2) || replace("title", ' ', ' ' || char(2, 2))
FROM "Link" ORDER BY "ownerId", "id";
