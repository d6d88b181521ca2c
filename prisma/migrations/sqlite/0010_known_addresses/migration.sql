-- CreateTable
CREATE TABLE "KnownAddress" (
    "ownerId" INTEGER NOT NULL,
    "mark" BLOB NOT NULL,
    "lastUsedAt" DATETIME NOT NULL,

    PRIMARY KEY ("ownerId", "mark"),
    CONSTRAINT "KnownAddress_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "KnownAddress_lastUsedAt_idx" ON "KnownAddress"("lastUsedAt");
