-- CreateTable
CREATE TABLE "KnownAddress" (
    "ownerId" BIGINT NOT NULL,
    "mark" BYTEA NOT NULL,
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "KnownAddress_pkey" PRIMARY KEY ("ownerId","mark")
);

-- CreateIndex
CREATE INDEX "KnownAddress_lastUsedAt_idx" ON "KnownAddress"("lastUsedAt");

-- AddForeignKey
ALTER TABLE "KnownAddress" ADD CONSTRAINT "KnownAddress_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;
