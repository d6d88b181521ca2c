-- DropIndex
DROP INDEX "Click_linkId_id_idx";

-- CreateIndex
CREATE INDEX "Click_linkId_at_id_idx" ON "Click"("linkId", "at", "id");
