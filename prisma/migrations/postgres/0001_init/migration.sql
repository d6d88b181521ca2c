-- PARTITION BY is written by hand: a month of clicks is a table of its own, which goes as a whole when
-- it has grown old. The program makes the months; clicks of others stay in "Click_other".

-- CreateTable
CREATE TABLE "User" (
    "id" BIGSERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabledAt" TIMESTAMPTZ(3),
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" BIGSERIAL NOT NULL,
    "publicId" TEXT NOT NULL,
    "ownerId" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "secretHash" BYTEA NOT NULL,
    "prefix" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3),
    "expiresAt" TIMESTAMPTZ(3),
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" BIGSERIAL NOT NULL,
    "ownerId" BIGINT NOT NULL,
    "secretHash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "browser" TEXT,
    "system" TEXT,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Link" (
    "id" BIGSERIAL NOT NULL,
    "shortCode" TEXT NOT NULL,
    "originalUrl" TEXT NOT NULL,
    "title" TEXT,
    "isActive" BOOLEAN NOT NULL DEFAULT true,
    "redirectType" INTEGER NOT NULL DEFAULT 302,
    "expiresAt" TIMESTAMPTZ(3),
    "maxClicks" INTEGER,
    "passwordHash" TEXT,
    "clickCount" BIGINT NOT NULL DEFAULT 0,
    "lastClickedAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "ownerId" BIGINT NOT NULL,
    "tokenId" BIGINT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Link_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LinkChange" (
    "id" BIGSERIAL NOT NULL,
    "linkId" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tokenName" TEXT,
    "changes" TEXT NOT NULL,

    CONSTRAINT "LinkChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RetiredCode" (
    "shortCode" TEXT NOT NULL,
    "ownerId" BIGINT NOT NULL,
    "retiredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "RetiredCode_pkey" PRIMARY KEY ("shortCode")
);

-- CreateTable
CREATE TABLE "Click" (
    "id" BIGSERIAL NOT NULL,
    "linkId" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "referrerHost" TEXT,
    "country" TEXT,
    "browser" TEXT,
    "system" TEXT,
    "device" TEXT,
    "isBot" BOOLEAN NOT NULL,
    "visitorMark" BYTEA,

    CONSTRAINT "Click_pkey" PRIMARY KEY ("id","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "WrittenBatch" (
    "id" TEXT NOT NULL,
    "writtenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WrittenBatch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "VisitorKey" (
    "day" TIMESTAMPTZ(3) NOT NULL,
    "key" BYTEA NOT NULL,

    CONSTRAINT "VisitorKey_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "LinkHour" (
    "linkId" BIGINT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "clicks" BIGINT NOT NULL,
    "visitors" BIGINT NOT NULL,
    "bots" BIGINT NOT NULL,

    CONSTRAINT "LinkHour_pkey" PRIMARY KEY ("linkId","hour")
);

-- CreateTable
CREATE TABLE "LinkDay" (
    "linkId" BIGINT NOT NULL,
    "dimension" TEXT NOT NULL,
    "day" TIMESTAMPTZ(3) NOT NULL,
    "value" TEXT NOT NULL,
    "clicks" BIGINT NOT NULL,

    CONSTRAINT "LinkDay_pkey" PRIMARY KEY ("linkId","dimension","day","value")
);

-- CreateTable
CREATE TABLE "LinkVisitor" (
    "day" TIMESTAMPTZ(3) NOT NULL,
    "linkId" BIGINT NOT NULL,
    "mark" BYTEA NOT NULL,

    CONSTRAINT "LinkVisitor_pkey" PRIMARY KEY ("day","linkId","mark")
);

-- CreateTable
CREATE TABLE "UserHour" (
    "userId" BIGINT NOT NULL,
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "clicks" BIGINT NOT NULL,
    "visitors" BIGINT NOT NULL,
    "bots" BIGINT NOT NULL,

    CONSTRAINT "UserHour_pkey" PRIMARY KEY ("userId","hour")
);

-- CreateTable
CREATE TABLE "UserDay" (
    "userId" BIGINT NOT NULL,
    "dimension" TEXT NOT NULL,
    "day" TIMESTAMPTZ(3) NOT NULL,
    "value" TEXT NOT NULL,
    "clicks" BIGINT NOT NULL,

    CONSTRAINT "UserDay_pkey" PRIMARY KEY ("userId","dimension","day","value")
);

-- CreateTable
CREATE TABLE "UserVisitor" (
    "day" TIMESTAMPTZ(3) NOT NULL,
    "userId" BIGINT NOT NULL,
    "mark" BYTEA NOT NULL,

    CONSTRAINT "UserVisitor_pkey" PRIMARY KEY ("day","userId","mark")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_emailKey_key" ON "User"("emailKey");

-- CreateIndex
CREATE INDEX "User_deletedAt_idx" ON "User"("deletedAt");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_publicId_key" ON "ApiToken"("publicId");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_secretHash_key" ON "ApiToken"("secretHash");

-- CreateIndex
CREATE INDEX "ApiToken_ownerId_id_idx" ON "ApiToken"("ownerId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Session_secretHash_key" ON "Session"("secretHash");

-- CreateIndex
CREATE INDEX "Session_ownerId_idx" ON "Session"("ownerId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "Link_shortCode_key" ON "Link"("shortCode");

-- CreateIndex
CREATE INDEX "Link_ownerId_id_idx" ON "Link"("ownerId", "id");

-- CreateIndex
CREATE INDEX "Link_ownerId_clickCount_id_idx" ON "Link"("ownerId", "clickCount", "id");

-- CreateIndex
CREATE INDEX "Link_ownerId_lastClickedAt_id_idx" ON "Link"("ownerId", "lastClickedAt", "id");

-- CreateIndex
CREATE INDEX "Link_ownerId_isActive_id_expiresAt_maxClicks_idx" ON "Link"("ownerId", "isActive", "id", "expiresAt", "maxClicks");

-- CreateIndex
CREATE INDEX "Link_tokenId_idx" ON "Link"("tokenId");

-- CreateIndex
CREATE INDEX "LinkChange_linkId_id_idx" ON "LinkChange"("linkId", "id");

-- CreateIndex
CREATE INDEX "Click_linkId_id_idx" ON "Click"("linkId", "id");

-- CreateIndex
CREATE INDEX "WrittenBatch_writtenAt_idx" ON "WrittenBatch"("writtenAt");

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Link" ADD CONSTRAINT "Link_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Link" ADD CONSTRAINT "Link_tokenId_fkey" FOREIGN KEY ("tokenId") REFERENCES "ApiToken"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkChange" ADD CONSTRAINT "LinkChange_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "Link"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Click" ADD CONSTRAINT "Click_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "Link"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkHour" ADD CONSTRAINT "LinkHour_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "Link"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LinkDay" ADD CONSTRAINT "LinkDay_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "Link"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserHour" ADD CONSTRAINT "UserHour_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UserDay" ADD CONSTRAINT "UserDay_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The rest is written by hand: Prisma knows neither partitions, partial indexes nor triggers.

CREATE TABLE "Click_other" PARTITION OF "Click" DEFAULT;

CREATE INDEX "Link_expiring_idx" ON "Link"("ownerId", "id", "expiresAt")
  WHERE "isActive" AND "expiresAt" IS NOT NULL;

CREATE INDEX "Link_exhausted_idx" ON "Link"("ownerId", "id", "expiresAt")
  WHERE "isActive" AND "clickCount" >= "maxClicks";

CREATE INDEX "Link_unclicked_idx" ON "Link"("ownerId", "id") WHERE "lastClickedAt" IS NULL;

-- What links are searched by, in a table of its own so that clicks do not touch its index. In lower
-- case, with a space before all that one or two characters can be the beginning of: the code and each
-- word of the title. Other white space parts the rest, so that no word is found across two of them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gin;

CREATE TABLE "LinkSearch" (
    "linkId" BIGINT NOT NULL,
    "ownerId" BIGINT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "LinkSearch_pkey" PRIMARY KEY ("linkId"),
    CONSTRAINT "LinkSearch_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "Link"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "LinkSearch_ownerId_linkId_idx" ON "LinkSearch"("ownerId", "linkId");

CREATE INDEX "LinkSearch_ownerId_text_idx" ON "LinkSearch" USING GIN ("ownerId", "text" gin_trgm_ops);

CREATE FUNCTION "keepLinkSearch"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "LinkSearch" ("linkId", "ownerId", "text") VALUES (
    new."id",
    new."ownerId",
    lower(' ' || new."shortCode" || E'\n' || replace(new."originalUrl", ' ', E'\n') || E'\n '
      || coalesce(new."title", ''))
  ) ON CONFLICT ("linkId") DO UPDATE SET "ownerId" = excluded."ownerId", "text" = excluded."text";
  RETURN NULL;
END $$;

CREATE TRIGGER "LinkSearch_insert" AFTER INSERT ON "Link"
FOR EACH ROW EXECUTE FUNCTION "keepLinkSearch"();

CREATE TRIGGER "LinkSearch_update" AFTER UPDATE ON "Link" FOR EACH ROW
WHEN ((old."id", old."ownerId", old."shortCode", old."originalUrl", old."title")
  IS DISTINCT FROM (new."id", new."ownerId", new."shortCode", new."originalUrl", new."title"))
EXECUTE FUNCTION "keepLinkSearch"();
