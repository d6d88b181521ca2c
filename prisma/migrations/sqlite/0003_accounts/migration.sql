-- AlterTable
ALTER TABLE "Session" ADD COLUMN "browser" TEXT;
ALTER TABLE "Session" ADD COLUMN "system" TEXT;

-- AlterTable
ALTER TABLE "User" ADD COLUMN "deletedAt" DATETIME;
ALTER TABLE "User" ADD COLUMN "disabledAt" DATETIME;

-- CreateIndex
CREATE INDEX "User_deletedAt_idx" ON "User"("deletedAt");
