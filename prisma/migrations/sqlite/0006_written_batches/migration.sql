-- CreateTable
CREATE TABLE "WrittenBatch" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "writtenAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "WrittenBatch_writtenAt_idx" ON "WrittenBatch"("writtenAt");
