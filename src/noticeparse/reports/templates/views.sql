-- What is asked most, as views. A school is told apart by its URN, else by its name, else by its
-- notice; a supplier by the catalogue where it is certain, else by the name that is printed.
CREATE INDEX disclosures_notice ON disclosures(notice_key);
CREATE INDEX disclosures_supplier ON disclosures(supplier_id);
CREATE INDEX disclosures_school ON disclosures(school);
CREATE INDEX tags_row ON tags(row_key);
CREATE INDEX tags_term ON tags(kind, id);
CREATE INDEX statements_notice ON statements(notice_key);

-- Datasette finds the index by these double quotes.
CREATE VIRTUAL TABLE disclosures_fts USING fts5(company, description, content="disclosures");
INSERT INTO disclosures_fts(disclosures_fts) VALUES ('rebuild');

-- Which suppliers, in use, reach most schools? Kinds of bodies that each school has of its own, too.
CREATE VIEW suppliers_by_schools AS
SELECT max(coalesce(s.supplier, d.company)) AS supplier, s.supplier_id, s.kind,
       count(DISTINCT coalesce(d.urn, d.school, d.source)) AS schools, count(*) AS rows
FROM disclosures d
LEFT JOIN suppliers s ON s.supplier_id = d.supplier_id AND d.supplier_judgement = 'certain'
WHERE d.status = 'in_use'
GROUP BY coalesce(s.supplier_id, 'printed as ' || lower(d.company)) ORDER BY schools DESC, supplier;

-- Who, in use, gets data that needs special care, and in which words?
CREATE VIEW special_category_data AS
SELECT d.school, d.urn, d.company, d.supplier, t.label AS category, t.special, g.text AS words,
       d.source, d.page, d.row_key
FROM tags g JOIN terms t USING (kind, id) JOIN disclosures d USING (row_key)
WHERE g.kind = 'category' AND g.polarity = 'shared' AND d.status = 'in_use'
  AND (t.special = 'yes' OR t.treat_as_special)
ORDER BY d.school, d.company, t.label;

-- Which notices state no lawful basis, neither in a row nor once for all of them?
CREATE VIEW notices_without_lawful_basis AS
SELECT n.school, n.urn, n.source, n.rows FROM notices n
WHERE n.same_notice_as IS NULL AND n.rows > 0
  AND NOT EXISTS (SELECT 1 FROM statements s
                  WHERE s.notice_key = n.notice_key AND s.kind = 'lawful_basis')
  AND NOT EXISTS (SELECT 1 FROM disclosures d
                  WHERE d.notice_key = n.notice_key AND d.lawful_basis IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM disclosures d JOIN tags g USING (row_key)
                  WHERE d.notice_key = n.notice_key AND g.kind = 'lawful_basis')
ORDER BY n.school, n.source;

-- What do schools say that they do not share, and with whom? Suppliers of every status.
CREATE VIEW said_not_shared AS
SELECT d.school, d.company, t.label AS category, g.text AS words, d.source, d.row_key
FROM tags g JOIN terms t USING (kind, id) JOIN disclosures d USING (row_key)
WHERE g.polarity = 'not_shared' ORDER BY d.school, d.company, t.label;

-- Which rows in use say nothing of why data is shared? One with words in a column of purposes does.
CREATE VIEW rows_without_purpose AS
SELECT d.school, d.company, d.description, d.source, d.page, d.row_key FROM disclosures d
WHERE d.status = 'in_use' AND d.purposes IS NULL AND d.purpose IS NULL ORDER BY d.school, d.company;

-- How many rows and schools are there of each year that notices give themselves?
CREATE VIEW notices_by_year AS
SELECT coalesce(substr(n.dated, 1, 4), 'not stated') AS year, count(DISTINCT n.source) AS notices,
       count(DISTINCT coalesce(n.urn, n.school, n.source)) AS schools, sum(n.rows) AS rows
FROM notices n WHERE n.same_notice_as IS NULL GROUP BY 1 ORDER BY 1;

-- Which schools are there, with their URN to join by? A notice in two formats is one; those whose
-- school is not known are one line each.
CREATE VIEW schools AS
SELECT n.school, n.urn, n.trust, count(*) FILTER (WHERE n.same_notice_as IS NULL) AS notices,
       sum(n.rows) AS rows
FROM notices n
GROUP BY n.urn, n.trust, coalesce(n.school, n.source) ORDER BY n.school, n.urn;

-- Which words earned which tag, of rows of every status? `column_text` is the column that they stand in.
CREATE VIEW quotes AS
SELECT g.row_key, d.school, d.company, g.kind, t.label, g.polarity, g.method, g.confidence,
       g.text AS words, g.field, g.start, g.end,
       CASE g.field WHEN 'description' THEN d.description WHEN 'company' THEN d.company
                    WHEN 'section' THEN d.section WHEN 'fields.data' THEN d.data
                    WHEN 'fields.purpose' THEN d.purpose WHEN 'fields.subjects' THEN d.subjects
                    WHEN 'fields.lawful_basis' THEN d.lawful_basis
                    WHEN 'fields.consent' THEN d.consent END AS column_text
FROM tags g JOIN terms t USING (kind, id) JOIN disclosures d USING (row_key)
WHERE g.evidence_row IS NULL AND g.field IS NOT NULL;

-- Which notices should somebody look at first?
CREATE VIEW notices_to_look_at AS
SELECT n.school, n.source, n.rows, n.warnings, n.doubtful, n.unaccounted FROM notices n
WHERE n.same_notice_as IS NULL AND (n.warnings > 0 OR n.rows = 0 OR n.unaccounted > 0)
ORDER BY n.unaccounted DESC, n.warnings DESC, n.source;

-- What was read, by which versions: to make the same figures again.
CREATE VIEW read_with AS
SELECT n.noticeparse_version, n.vocabulary_version, count(DISTINCT n.sha256) AS files,
       count(DISTINCT n.source) AS notices, sum(n.rows) AS rows
FROM notices n GROUP BY 1, 2 ORDER BY 1, 2;
