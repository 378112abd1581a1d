ALTER TABLE "account" ADD COLUMN performance_targets TEXT;

ALTER TABLE "account" ADD COLUMN products TEXT;

ALTER TABLE "account" ADD COLUMN strengths TEXT;

ALTER TABLE "account" ADD COLUMN difficulties TEXT;

ALTER TABLE "account" ADD COLUMN chances TEXT;

ALTER TABLE "account" ADD COLUMN supplier_tiers TEXT;

ALTER TABLE "account" ADD COLUMN kraljic VARCHAR(40);

ALTER TABLE "account" ADD COLUMN favourite BOOLEAN NOT NULL DEFAULT 0;

CREATE TABLE criterion (
	name VARCHAR(60) NOT NULL,
	axis VARCHAR(40) NOT NULL,
	weight INTEGER NOT NULL,
	question VARCHAR(200),
	worst VARCHAR(120),
	best VARCHAR(120),
	place INTEGER NOT NULL,
	in_use BOOLEAN NOT NULL,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id)
);

ALTER TABLE "journal_entry" ADD COLUMN last BLOB;

CREATE INDEX ix_journal_entry_last ON journal_entry (last) WHERE last IS NOT NULL;

CREATE TABLE offering (
	name VARCHAR(100) NOT NULL,
	family VARCHAR(60),
	place INTEGER NOT NULL,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id)
);

CREATE TABLE saved_view (
	name VARCHAR(60) NOT NULL,
	list VARCHAR(40) NOT NULL,
	definition TEXT NOT NULL,
	place INTEGER NOT NULL,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id)
);

ALTER TABLE "account_note" ADD COLUMN topic VARCHAR(40);

ALTER TABLE "account_note" ADD COLUMN replaced_by BLOB REFERENCES account_note (id);

CREATE INDEX ix_account_note_replaced_by ON account_note (replaced_by);

CREATE TABLE account_rival (
	account BLOB NOT NULL,
	name VARCHAR(100) NOT NULL,
	standing VARCHAR(40),
	share INTEGER,
	strengths TEXT,
	weaknesses TEXT,
	answer TEXT,
	source VARCHAR(40),
	learned_on DATE,
	confidence VARCHAR(40),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id)
);

CREATE INDEX ix_account_rival_account ON account_rival (account);

CREATE TABLE assessment (
	account BLOB NOT NULL,
	assessed_on DATE NOT NULL,
	note VARCHAR(400),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id)
);

CREATE INDEX ix_assessment_account ON assessment (account);

CREATE TABLE business_year (
	account BLOB NOT NULL,
	year INTEGER NOT NULL,
	revenue BIGINT,
	profit BIGINT,
	investment BIGINT,
	source VARCHAR(40),
	learned_on DATE,
	confidence VARCHAR(40),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id)
);

CREATE INDEX ix_business_year_account ON business_year (account);

CREATE TABLE division (
	account BLOB NOT NULL,
	name VARCHAR(60) NOT NULL,
	place INTEGER NOT NULL,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id)
);

CREATE INDEX ix_division_account ON division (account);

CREATE TABLE field_fact (
	account BLOB NOT NULL,
	field VARCHAR(60) NOT NULL,
	value TEXT,
	source VARCHAR(40),
	learned_on DATE NOT NULL,
	confidence VARCHAR(40),
	told_by VARCHAR(60),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id)
);

CREATE INDEX ix_field_fact_account ON field_fact (account);

CREATE TABLE installed (
	account BLOB NOT NULL,
	product VARCHAR(200) NOT NULL,
	ours BOOLEAN NOT NULL,
	supplier VARCHAR(100),
	site VARCHAR(100),
	quantity VARCHAR(60),
	in_use_since INTEGER,
	contract_ends DATE,
	amount BIGINT,
	condition VARCHAR(200),
	source VARCHAR(40),
	learned_on DATE,
	confidence VARCHAR(40),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id)
);

CREATE INDEX ix_installed_account ON installed (account);

CREATE TABLE key_project (
	account BLOB NOT NULL,
	name VARCHAR(200) NOT NULL,
	amount BIGINT,
	period VARCHAR(60),
	state VARCHAR(60),
	description TEXT,
	source VARCHAR(40),
	learned_on DATE,
	confidence VARCHAR(40),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id)
);

CREATE INDEX ix_key_project_account ON key_project (account);

CREATE TABLE objective (
	account BLOB NOT NULL,
	name VARCHAR(200) NOT NULL,
	measure VARCHAR(200),
	amount BIGINT,
	due DATE,
	state VARCHAR(40) NOT NULL,
	place INTEGER NOT NULL,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id)
);

CREATE INDEX ix_objective_account ON objective (account);

ALTER TABLE "person" ADD COLUMN addressed VARCHAR(40);

ALTER TABLE "person" ADD COLUMN office_phone VARCHAR(60);

ALTER TABLE "person" ADD COLUMN birthday DATE;

ALTER TABLE "person" ADD COLUMN style VARCHAR(40);

ALTER TABLE "person" ADD COLUMN worries TEXT;

ALTER TABLE "person" ADD COLUMN tags VARCHAR(200);

ALTER TABLE "person" ADD COLUMN basis VARCHAR(40);

ALTER TABLE "person" ADD COLUMN source VARCHAR(40);

ALTER TABLE "person" ADD COLUMN photo VARCHAR(80);

CREATE TABLE plan_review (
	account BLOB NOT NULL,
	held_on DATE NOT NULL,
	reached TEXT,
	learned TEXT,
	decided TEXT,
	next_review DATE,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id)
);

CREATE INDEX ix_plan_review_account ON plan_review (account);

CREATE TABLE grid_cell (
	division BLOB NOT NULL,
	offering BLOB NOT NULL,
	ground VARCHAR(40) NOT NULL,
	rival VARCHAR(100),
	potential BIGINT,
	note VARCHAR(200),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(division) REFERENCES division (id),
	FOREIGN KEY(offering) REFERENCES offering (id)
);

CREATE INDEX ix_grid_cell_division ON grid_cell (division);

CREATE INDEX ix_grid_cell_offering ON grid_cell (offering);

CREATE TABLE posting (
	person BLOB NOT NULL,
	account BLOB,
	organisation VARCHAR(120),
	department VARCHAR(60),
	position VARCHAR(60),
	rank VARCHAR(40),
	from_on DATE,
	from_precision VARCHAR(40),
	to_on DATE,
	to_precision VARCHAR(40),
	change VARCHAR(40),
	note VARCHAR(200),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(person) REFERENCES person (id),
	FOREIGN KEY(account) REFERENCES account (id)
);

CREATE INDEX ix_posting_account ON posting (account);

CREATE INDEX ix_posting_person ON posting (person);

CREATE TABLE score (
	assessment BLOB NOT NULL,
	criterion BLOB NOT NULL,
	score INTEGER,
	evidence VARCHAR(400),
	source VARCHAR(40),
	confidence VARCHAR(40),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(assessment) REFERENCES assessment (id),
	FOREIGN KEY(criterion) REFERENCES criterion (id)
);

CREATE INDEX ix_score_assessment ON score (assessment);

CREATE INDEX ix_score_criterion ON score (criterion);

CREATE TABLE task (
	what VARCHAR(400) NOT NULL,
	kind VARCHAR(40) NOT NULL,
	account BLOB,
	person BLOB,
	due DATE,
	state VARCHAR(40) NOT NULL,
	done_on DATE,
	channel VARCHAR(40),
	result TEXT,
	about_table VARCHAR(60),
	about BLOB,
	about_key VARCHAR(80),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id),
	FOREIGN KEY(person) REFERENCES person (id)
);

CREATE INDEX ix_task_about ON task (about);

CREATE INDEX ix_task_account ON task (account);

CREATE INDEX ix_task_person ON task (person);

CREATE TABLE tie_dismissed (
	first BLOB NOT NULL,
	second BLOB NOT NULL,
	kind VARCHAR(40) NOT NULL,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(first) REFERENCES person (id),
	FOREIGN KEY(second) REFERENCES person (id)
);

CREATE INDEX ix_tie_dismissed_first ON tie_dismissed (first);

CREATE INDEX ix_tie_dismissed_second ON tie_dismissed (second);

CREATE TABLE touch (
	person BLOB NOT NULL,
	account BLOB,
	kind VARCHAR(40) NOT NULL,
	touched_on DATE NOT NULL,
	note VARCHAR(400),
	visit BLOB,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(person) REFERENCES person (id),
	FOREIGN KEY(account) REFERENCES account (id)
);

CREATE INDEX ix_touch_account ON touch (account);

CREATE INDEX ix_touch_person ON touch (person);

CREATE INDEX ix_touch_visit ON touch (visit);

ALTER TABLE "seat" ADD COLUMN note VARCHAR(400);

ALTER TABLE "seat" ADD COLUMN x INTEGER;

ALTER TABLE "seat" ADD COLUMN y INTEGER;

ALTER TABLE "seat" ADD COLUMN place INTEGER;

CREATE TABLE thread (
	map BLOB NOT NULL,
	ours BLOB NOT NULL,
	seat BLOB NOT NULL,
	coverage VARCHAR(40),
	level VARCHAR(40),
	level_wanted VARCHAR(40),
	note VARCHAR(200),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(map) REFERENCES relation_map (id),
	FOREIGN KEY(ours) REFERENCES person (id),
	FOREIGN KEY(seat) REFERENCES seat (id)
);

CREATE INDEX ix_thread_map ON thread (map);

CREATE INDEX ix_thread_ours ON thread (ours);

CREATE INDEX ix_thread_seat ON thread (seat);
