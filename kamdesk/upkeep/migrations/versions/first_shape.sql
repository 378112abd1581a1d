CREATE TABLE account (
	name VARCHAR(200) NOT NULL,
	short_name VARCHAR(40),
	parent BLOB,
	ownership VARCHAR(40),
	rank VARCHAR(40),
	industry VARCHAR(60),
	region VARCHAR(60),
	address VARCHAR(200),
	credit_code VARCHAR(18),
	legal_representative VARCHAR(60),
	headcount INTEGER,
	founded DATE,
	tags VARCHAR(200),
	revenue BIGINT,
	strategy TEXT,
	fears TEXT,
	budget_cycle VARCHAR(200),
	buying_method VARCHAR(40),
	decision_procedure TEXT,
	supplier_tier VARCHAR(60),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(parent) REFERENCES account (id)
);

CREATE TABLE attachment (
	name VARCHAR(200) NOT NULL,
	note VARCHAR(200),
	size INTEGER NOT NULL,
	content VARCHAR(80) NOT NULL,
	owner_table VARCHAR(60) NOT NULL,
	owner BLOB NOT NULL,
	added_on DATE NOT NULL,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id)
);

CREATE TABLE certificate (
	name VARCHAR(200) NOT NULL,
	number VARCHAR(80),
	issuer VARCHAR(200),
	valid_from DATE,
	valid_to DATE,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id)
);

CREATE TABLE company (
	name VARCHAR(200) NOT NULL,
	short_name VARCHAR(40),
	credit_code VARCHAR(18),
	nature VARCHAR(60),
	address VARCHAR(200),
	postcode VARCHAR(12),
	founded DATE,
	business_term VARCHAR(60),
	phone VARCHAR(60),
	fax VARCHAR(60),
	email VARCHAR(120),
	legal_representative VARCHAR(60),
	representative_sex VARCHAR(40),
	representative_age INTEGER,
	representative_position VARCHAR(60),
	bank VARCHAR(200),
	bank_account VARCHAR(40),
	rep_name VARCHAR(60),
	rep_position VARCHAR(60),
	rep_phone VARCHAR(60),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id)
);

CREATE TABLE journal_entry (
	id BLOB NOT NULL,
	work BLOB NOT NULL,
	"table" VARCHAR(60) NOT NULL,
	"row" BLOB NOT NULL,
	field VARCHAR(60),
	old JSON,
	new JSON,
	PRIMARY KEY (id)
);

CREATE TABLE journal_transaction (
	id BLOB NOT NULL,
	hlc BIGINT NOT NULL,
	device BLOB NOT NULL,
	at BIGINT NOT NULL,
	label VARCHAR(200) NOT NULL,
	about VARCHAR(200) NOT NULL,
	kind VARCHAR(8) NOT NULL,
	reverses BLOB,
	reversed BOOLEAN NOT NULL,
	PRIMARY KEY (id)
);

CREATE TABLE search_row (
	number INTEGER NOT NULL,
	"table" VARCHAR(60) NOT NULL,
	"row" BLOB NOT NULL,
	PRIMARY KEY (number),
	UNIQUE ("table", "row")
);

CREATE TABLE setting (
	"key" VARCHAR(200) NOT NULL,
	value TEXT,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id)
);

CREATE TABLE snooze (
	"key" VARCHAR(80) NOT NULL,
	until DATE NOT NULL,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id)
);

CREATE TABLE text_piece (
	name VARCHAR(200) NOT NULL,
	topic VARCHAR(40),
	body TEXT NOT NULL,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id)
);

CREATE TABLE account_note (
	account BLOB NOT NULL,
	body TEXT NOT NULL,
	source VARCHAR(40),
	learned_on DATE NOT NULL,
	confidence VARCHAR(40),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id)
);

CREATE TABLE opportunity (
	name VARCHAR(200) NOT NULL,
	account BLOB NOT NULL,
	stage VARCHAR(40) NOT NULL,
	outcome VARCHAR(40) NOT NULL,
	amount BIGINT,
	probability INTEGER,
	expected_on DATE,
	next_step VARCHAR(200),
	next_step_on DATE,
	stage_since DATE,
	source VARCHAR(40),
	need TEXT,
	rivals VARCHAR(200),
	closed_on DATE,
	outcome_reason VARCHAR(400),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id)
);

CREATE TABLE person (
	name VARCHAR(60) NOT NULL,
	account BLOB,
	side VARCHAR(40) NOT NULL,
	department VARCHAR(60),
	position VARCHAR(60),
	rank VARCHAR(40),
	sex VARCHAR(40),
	phone VARCHAR(60),
	wechat VARCHAR(60),
	email VARCHAR(120),
	cadence_days INTEGER,
	home_town VARCHAR(60),
	school VARCHAR(120),
	career TEXT,
	interests VARCHAR(200),
	organisational_need VARCHAR(40),
	personal_need VARCHAR(40),
	remember TEXT,
	purpose VARCHAR(200),
	retired_on DATE,
	order_key VARCHAR(200),
	id BLOB NOT NULL,
	erased_at BIGINT,
	note VARCHAR(200),
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id)
);

CREATE TABLE promise (
	what VARCHAR(400) NOT NULL,
	debtor VARCHAR(40) NOT NULL,
	due DATE NOT NULL,
	account BLOB,
	person BLOB,
	state VARCHAR(40) NOT NULL,
	evidence VARCHAR(200),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id),
	FOREIGN KEY(person) REFERENCES person (id)
);

CREATE TABLE proposal (
	name VARCHAR(200) NOT NULL,
	subtitle VARCHAR(200),
	account BLOB NOT NULL,
	opportunity BLOB,
	reader VARCHAR(80),
	number VARCHAR(60),
	dated DATE,
	state VARCHAR(40) NOT NULL,
	letter TEXT,
	issued_to VARCHAR(200),
	issued_hash VARCHAR(200),
	version INTEGER NOT NULL,
	earlier BLOB,
	issued_values TEXT,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id),
	FOREIGN KEY(earlier) REFERENCES proposal (id),
	FOREIGN KEY(opportunity) REFERENCES opportunity (id)
);

CREATE TABLE relation_map (
	account BLOB NOT NULL,
	opportunity BLOB,
	name VARCHAR(200),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id),
	FOREIGN KEY(opportunity) REFERENCES opportunity (id)
);

CREATE TABLE tender (
	name VARCHAR(200) NOT NULL,
	number VARCHAR(80),
	account BLOB,
	opportunity BLOB,
	buyer VARCHAR(200),
	agency VARCHAR(200),
	method VARCHAR(40),
	regime VARCHAR(40),
	lot VARCHAR(200),
	drafted_by_us BOOLEAN NOT NULL,
	issued_on DATE,
	questions_until BIGINT,
	deadline BIGINT,
	opening BIGINT,
	opening_place VARCHAR(200),
	delivery VARCHAR(200),
	delivery_place VARCHAR(200),
	budget BIGINT,
	ceiling BIGINT,
	bond BIGINT,
	bond_form VARCHAR(200),
	performance_bond VARCHAR(200),
	validity_days INTEGER,
	originals INTEGER,
	copies INTEGER,
	sealing VARCHAR(200),
	scope TEXT,
	qualification TEXT,
	scoring TEXT,
	rejections TEXT,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id),
	FOREIGN KEY(opportunity) REFERENCES opportunity (id)
);

CREATE TABLE tie (
	first BLOB NOT NULL,
	second BLOB NOT NULL,
	kind VARCHAR(40) NOT NULL,
	strength INTEGER NOT NULL,
	source VARCHAR(200),
	note VARCHAR(200),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(first) REFERENCES person (id),
	FOREIGN KEY(second) REFERENCES person (id)
);

CREATE TABLE visit (
	subject VARCHAR(200) NOT NULL,
	account BLOB NOT NULL,
	opportunity BLOB,
	starts_at BIGINT,
	minutes INTEGER,
	place VARCHAR(200),
	logistics TEXT,
	state VARCHAR(40) NOT NULL,
	reason TEXT,
	best_result TEXT,
	least_result TEXT,
	opening TEXT,
	questions TEXT,
	objections TEXT,
	materials TEXT,
	do_not_say TEXT,
	next_meeting VARCHAR(200),
	point_whom BOOLEAN NOT NULL,
	point_prepare BOOLEAN NOT NULL,
	point_on_time BOOLEAN NOT NULL,
	point_opening BOOLEAN NOT NULL,
	point_materials BOOLEAN NOT NULL,
	point_openness BOOLEAN NOT NULL,
	point_next BOOLEAN NOT NULL,
	said TEXT,
	learned TEXT,
	result TEXT,
	next_step VARCHAR(200),
	reported_at BIGINT,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(account) REFERENCES account (id),
	FOREIGN KEY(opportunity) REFERENCES opportunity (id)
);

CREATE TABLE attendee (
	visit BLOB NOT NULL,
	person BLOB NOT NULL,
	aim VARCHAR(200),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(person) REFERENCES person (id),
	FOREIGN KEY(visit) REFERENCES visit (id)
);

CREATE TABLE bid (
	name VARCHAR(200) NOT NULL,
	tender BLOB NOT NULL,
	state VARCHAR(40) NOT NULL,
	dated DATE,
	validity_days INTEGER,
	delivery VARCHAR(200),
	warranty VARCHAR(200),
	quality VARCHAR(200),
	tax_rate INTEGER,
	remarks VARCHAR(200),
	bond BIGINT,
	bond_form VARCHAR(200),
	bond_until DATE,
	signing VARCHAR(40) NOT NULL,
	agent_name VARCHAR(60),
	agent_sex VARCHAR(40),
	agent_position VARCHAR(60),
	agent_phone VARCHAR(60),
	authority_from DATE,
	authority_until DATE,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(tender) REFERENCES tender (id)
);

CREATE TABLE proposal_price_line (
	proposal BLOB NOT NULL,
	place INTEGER NOT NULL,
	item VARCHAR(200) NOT NULL,
	specification VARCHAR(200),
	unit VARCHAR(20),
	quantity VARCHAR(40) NOT NULL,
	unit_price BIGINT NOT NULL,
	note VARCHAR(200),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(proposal) REFERENCES proposal (id)
);

CREATE TABLE proposal_section (
	proposal BLOB NOT NULL,
	place INTEGER NOT NULL,
	heading VARCHAR(200) NOT NULL,
	body TEXT,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(proposal) REFERENCES proposal (id)
);

CREATE TABLE seat (
	map BLOB NOT NULL,
	person BLOB,
	duty VARCHAR(60),
	reports_to BLOB,
	layer VARCHAR(40),
	coach BOOLEAN NOT NULL,
	support INTEGER,
	influence INTEGER,
	coverage VARCHAR(40),
	level VARCHAR(40),
	level_wanted VARCHAR(40),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(map) REFERENCES relation_map (id),
	FOREIGN KEY(person) REFERENCES person (id),
	FOREIGN KEY(reports_to) REFERENCES seat (id)
);

CREATE TABLE tender_clause (
	tender BLOB NOT NULL,
	place INTEGER NOT NULL,
	number VARCHAR(40),
	kind VARCHAR(40) NOT NULL,
	starred BOOLEAN NOT NULL,
	demand TEXT NOT NULL,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(tender) REFERENCES tender (id)
);

CREATE TABLE visit_promise (
	visit BLOB NOT NULL,
	promise BLOB NOT NULL,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(promise) REFERENCES promise (id),
	FOREIGN KEY(visit) REFERENCES visit (id)
);

CREATE TABLE bid_item (
	bid BLOB NOT NULL,
	place INTEGER NOT NULL,
	item VARCHAR(200) NOT NULL,
	model VARCHAR(200),
	maker VARCHAR(200),
	unit VARCHAR(20),
	quantity VARCHAR(40) NOT NULL,
	unit_price BIGINT NOT NULL,
	note VARCHAR(200),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(bid) REFERENCES bid (id)
);

CREATE TABLE bid_response (
	bid BLOB NOT NULL,
	clause BLOB NOT NULL,
	answer TEXT,
	deviation VARCHAR(40),
	evidence VARCHAR(200),
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(bid) REFERENCES bid (id),
	FOREIGN KEY(clause) REFERENCES tender_clause (id)
);

CREATE TABLE bid_section (
	bid BLOB NOT NULL,
	place INTEGER NOT NULL,
	heading VARCHAR(200) NOT NULL,
	body TEXT,
	id BLOB NOT NULL,
	erased_at BIGINT,
	PRIMARY KEY (id),
	FOREIGN KEY(bid) REFERENCES bid (id)
);

CREATE INDEX ix_account_parent ON account (parent);

CREATE INDEX ix_attachment_owner ON attachment (owner);

CREATE INDEX ix_attachment_owner_table ON attachment (owner_table);

CREATE INDEX ix_journal_entry_row ON journal_entry ("row");

CREATE INDEX ix_journal_entry_work ON journal_entry (work);

CREATE INDEX ix_journal_transaction_hlc ON journal_transaction (hlc);

CREATE INDEX ix_account_note_account ON account_note (account);

CREATE INDEX ix_opportunity_account ON opportunity (account);

CREATE INDEX ix_person_account ON person (account);

CREATE INDEX ix_person_order_key ON person (order_key);

CREATE INDEX ix_promise_account ON promise (account);

CREATE INDEX ix_promise_person ON promise (person);

CREATE INDEX ix_proposal_account ON proposal (account);

CREATE INDEX ix_proposal_earlier ON proposal (earlier);

CREATE INDEX ix_proposal_opportunity ON proposal (opportunity);

CREATE INDEX ix_relation_map_account ON relation_map (account);

CREATE INDEX ix_relation_map_opportunity ON relation_map (opportunity);

CREATE INDEX ix_tender_account ON tender (account);

CREATE INDEX ix_tender_opportunity ON tender (opportunity);

CREATE INDEX ix_tie_first ON tie (first);

CREATE INDEX ix_tie_second ON tie (second);

CREATE INDEX ix_visit_account ON visit (account);

CREATE INDEX ix_visit_opportunity ON visit (opportunity);

CREATE INDEX ix_attendee_person ON attendee (person);

CREATE INDEX ix_attendee_visit ON attendee (visit);

CREATE INDEX ix_bid_tender ON bid (tender);

CREATE INDEX ix_proposal_price_line_proposal ON proposal_price_line (proposal);

CREATE INDEX ix_proposal_section_proposal ON proposal_section (proposal);

CREATE INDEX ix_seat_map ON seat (map);

CREATE INDEX ix_seat_person ON seat (person);

CREATE INDEX ix_seat_reports_to ON seat (reports_to);

CREATE INDEX ix_tender_clause_tender ON tender_clause (tender);

CREATE INDEX ix_visit_promise_promise ON visit_promise (promise);

CREATE INDEX ix_visit_promise_visit ON visit_promise (visit);

CREATE INDEX ix_bid_item_bid ON bid_item (bid);

CREATE INDEX ix_bid_response_bid ON bid_response (bid);

CREATE INDEX ix_bid_response_clause ON bid_response (clause);

CREATE INDEX ix_bid_response_pair ON bid_response (clause, bid);

CREATE INDEX ix_bid_section_bid ON bid_section (bid);

CREATE VIRTUAL TABLE IF NOT EXISTS search_names USING fts5(tokens, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize='unicode61 remove_diacritics 0');

CREATE VIRTUAL TABLE IF NOT EXISTS search_texts USING fts5(tokens, content='', contentless_delete=1, detail=none, tokenize='unicode61 remove_diacritics 0');

