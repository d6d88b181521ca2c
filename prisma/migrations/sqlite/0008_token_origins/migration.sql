-- Written by hand: Prisma would copy the table, though SQLite adds such a column in place.

-- AlterTable
ALTER TABLE "ApiToken" ADD COLUMN "createdByTokenId" INTEGER
  CONSTRAINT "ApiToken_createdByTokenId_fkey" REFERENCES "ApiToken" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- CreateIndex
CREATE INDEX "ApiToken_createdByTokenId_idx" ON "ApiToken"("createdByTokenId");
