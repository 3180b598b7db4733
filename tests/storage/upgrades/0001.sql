SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.announcements (
    id bigint NOT NULL,
    key text NOT NULL,
    campaign text NOT NULL,
    kind text NOT NULL,
    due bigint NOT NULL,
    content text NOT NULL,
    version integer DEFAULT 0 NOT NULL,
    stop text DEFAULT ''::text NOT NULL
);
CREATE SEQUENCE public.announcements_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.announcements_id_seq OWNED BY public.announcements.id;
CREATE TABLE public.approvals (
    call_id bigint NOT NULL,
    pseudonym text NOT NULL,
    mark text DEFAULT ''::text NOT NULL
);
CREATE TABLE public.audit (
    id bigint NOT NULL,
    at bigint NOT NULL,
    campaign text NOT NULL,
    role text NOT NULL,
    pseudonym text NOT NULL,
    act text NOT NULL,
    about text DEFAULT ''::text NOT NULL
);
CREATE SEQUENCE public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.audit_id_seq OWNED BY public.audit.id;
CREATE TABLE public.baselines (
    page_id integer NOT NULL,
    taken_at bigint NOT NULL,
    count bigint NOT NULL,
    step integer NOT NULL,
    origin smallint NOT NULL,
    late boolean NOT NULL,
    corrected_at bigint
);
CREATE TABLE public.calls (
    id bigint NOT NULL,
    campaign text NOT NULL,
    author text DEFAULT ''::text NOT NULL,
    script text NOT NULL,
    state text NOT NULL,
    paused boolean NOT NULL,
    due bigint,
    announcement bigint NOT NULL,
    progress bigint NOT NULL,
    busy boolean NOT NULL,
    looked_at bigint,
    fixes bigint NOT NULL,
    did integer NOT NULL
);
CREATE SEQUENCE public.calls_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.calls_id_seq OWNED BY public.calls.id;
CREATE TABLE public.campaigns (
    slug text NOT NULL,
    document text NOT NULL,
    saved_at bigint NOT NULL,
    halted_at bigint
);
CREATE TABLE public.chats (
    id bigint NOT NULL,
    platform text NOT NULL,
    kind text NOT NULL,
    address text NOT NULL,
    thread text DEFAULT ''::text NOT NULL,
    language text DEFAULT ''::text NOT NULL,
    zone text DEFAULT ''::text NOT NULL,
    quiet_start smallint,
    quiet_end smallint,
    off text DEFAULT ''::text NOT NULL,
    options text DEFAULT ''::text NOT NULL
);
CREATE SEQUENCE public.chats_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.chats_id_seq OWNED BY public.chats.id;
CREATE TABLE public.deliveries (
    id bigint NOT NULL,
    announcement_id bigint NOT NULL,
    chat_id bigint NOT NULL,
    platform text NOT NULL,
    campaign text NOT NULL,
    priority smallint NOT NULL,
    due bigint NOT NULL,
    state text NOT NULL,
    action text NOT NULL,
    subscription bigint NOT NULL,
    shown text DEFAULT ''::text NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    reason text DEFAULT ''::text NOT NULL,
    holder text DEFAULT ''::text NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    version integer DEFAULT 0 NOT NULL,
    tries integer DEFAULT 0 NOT NULL,
    again boolean DEFAULT false NOT NULL,
    leased_until bigint,
    first_try bigint,
    left_at bigint
);
CREATE SEQUENCE public.deliveries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.deliveries_id_seq OWNED BY public.deliveries.id;
CREATE TABLE public.dialogues (
    pseudonym text NOT NULL,
    command text NOT NULL
);
CREATE TABLE public.events (
    id bigint NOT NULL,
    campaign text NOT NULL,
    state text NOT NULL,
    document text NOT NULL,
    next_due bigint,
    looked_at bigint,
    result text
);
CREATE SEQUENCE public.events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.events_id_seq OWNED BY public.events.id;
CREATE TABLE public.failing (
    page_id integer NOT NULL,
    kind text NOT NULL,
    since bigint NOT NULL
);
CREATE TABLE public.held (
    page_id integer NOT NULL,
    count bigint NOT NULL,
    step integer NOT NULL,
    read_at bigint NOT NULL
);
CREATE TABLE public.inbox (
    id bigint NOT NULL,
    platform text NOT NULL,
    update text NOT NULL,
    at bigint NOT NULL,
    sealed bytea
);
CREATE SEQUENCE public.inbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.inbox_id_seq OWNED BY public.inbox.id;
CREATE TABLE public.invites (
    code_hash text NOT NULL,
    campaign text NOT NULL,
    role text NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.leases (
    name text NOT NULL,
    holder text NOT NULL,
    until bigint NOT NULL
);
CREATE TABLE public.notes (
    name text NOT NULL,
    value text NOT NULL
);
CREATE TABLE public.pages (
    id integer NOT NULL,
    campaign text NOT NULL,
    source text NOT NULL,
    handle text NOT NULL,
    active boolean NOT NULL,
    read_at bigint
);
CREATE SEQUENCE public.pages_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.pages_id_seq OWNED BY public.pages.id;
CREATE TABLE public.picture_files (
    picture_id text NOT NULL,
    platform text NOT NULL,
    file text NOT NULL
);
CREATE TABLE public.pictures (
    id text NOT NULL,
    kind text NOT NULL,
    data bytea NOT NULL
);
CREATE TABLE public.pledges (
    event_id bigint NOT NULL,
    pseudonym text NOT NULL,
    since bigint NOT NULL,
    people integer NOT NULL,
    chapter text DEFAULT ''::text NOT NULL,
    band smallint NOT NULL,
    amount bigint,
    chat_id bigint,
    held boolean NOT NULL,
    pledged_at bigint,
    noted_at bigint,
    changes integer NOT NULL,
    hours integer,
    complete boolean NOT NULL,
    spent bigint
);
CREATE TABLE public.private_addresses (
    chat_id bigint NOT NULL,
    sealed bytea NOT NULL
);
CREATE TABLE public.private_reasons (
    chat_id bigint NOT NULL,
    reason text NOT NULL
);
CREATE TABLE public.roles (
    campaign text NOT NULL,
    pseudonym text NOT NULL,
    role text NOT NULL,
    platform text NOT NULL,
    since bigint NOT NULL
);
CREATE TABLE public.snapshots (
    page_id integer NOT NULL,
    taken_at bigint NOT NULL,
    count bigint NOT NULL,
    step integer NOT NULL,
    origin smallint NOT NULL
);
CREATE TABLE public.subscriptions (
    id bigint NOT NULL,
    chat_id bigint NOT NULL,
    campaign text NOT NULL,
    cadence text NOT NULL,
    mode text NOT NULL,
    next_due bigint,
    shown text DEFAULT ''::text NOT NULL,
    message text DEFAULT ''::text NOT NULL
);
CREATE SEQUENCE public.subscriptions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.subscriptions_id_seq OWNED BY public.subscriptions.id;
CREATE TABLE public.taps (
    call_id bigint NOT NULL,
    pseudonym text NOT NULL
);
CREATE TABLE public.wrong_codes (
    id bigint NOT NULL,
    pseudonym text NOT NULL,
    at bigint NOT NULL
);
CREATE SEQUENCE public.wrong_codes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.wrong_codes_id_seq OWNED BY public.wrong_codes.id;
ALTER TABLE ONLY public.announcements ALTER COLUMN id SET DEFAULT nextval('public.announcements_id_seq'::regclass);
ALTER TABLE ONLY public.audit ALTER COLUMN id SET DEFAULT nextval('public.audit_id_seq'::regclass);
ALTER TABLE ONLY public.calls ALTER COLUMN id SET DEFAULT nextval('public.calls_id_seq'::regclass);
ALTER TABLE ONLY public.chats ALTER COLUMN id SET DEFAULT nextval('public.chats_id_seq'::regclass);
ALTER TABLE ONLY public.deliveries ALTER COLUMN id SET DEFAULT nextval('public.deliveries_id_seq'::regclass);
ALTER TABLE ONLY public.events ALTER COLUMN id SET DEFAULT nextval('public.events_id_seq'::regclass);
ALTER TABLE ONLY public.inbox ALTER COLUMN id SET DEFAULT nextval('public.inbox_id_seq'::regclass);
ALTER TABLE ONLY public.pages ALTER COLUMN id SET DEFAULT nextval('public.pages_id_seq'::regclass);
ALTER TABLE ONLY public.subscriptions ALTER COLUMN id SET DEFAULT nextval('public.subscriptions_id_seq'::regclass);
ALTER TABLE ONLY public.wrong_codes ALTER COLUMN id SET DEFAULT nextval('public.wrong_codes_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES ('0001');
INSERT INTO public.announcements VALUES (3, 'event-approve:2:0e1a767bef8154404c58:1796119200', 'no-voip-no-like', 'notice', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"en":"A week without credit"}},"fallback":"en"},"id":"2"}}},"lines":[{"is":"Text","id":"event-please-approve","values":{"map":{}}},{"is":"Text","id":"event-own-word","values":{"map":{"text":"A week without credit"}}},{"is":"Text","id":"event-when","values":{"map":{"start":{"is":"Moment","at":{"time":"2026-12-11T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"end":{"is":"Moment","at":{"time":"2027-01-11T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"length":{"is":"Span","length":{"seconds":2678400.0},"fine":true}}}},{"is":"Text","id":"event-people","values":{"map":{"people":{"is":"Text","id":"fewer-than","values":{"map":{"least":5}}}}}},{"is":"Text","id":"bill-due","values":{"map":{"date":{"is":"Moment","at":{"time":"2026-12-11T20:00:00+00:00"},"zone":"UTC","form":"date","fixed":false}}}},{"is":"Text","id":"bill-how","values":{"map":{}}},{"is":"Text","id":"bill-safety","values":{"map":{}}},{"is":"Text","id":"event-purge","values":{"map":{"date":{"is":"Moment","at":{"time":"2027-02-12T20:00:00+00:00"},"zone":"","form":"date","fixed":false}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-approve","values":{"map":{}}},"command":"event approve 2 0e1a767bef8154404c58","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (4, 'event:2:changed-9c181e57fc8c21d3:1796119200', 'no-voip-no-like', 'reminder', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"en":"A week without credit"}},"fallback":"en"},"id":"2"}}},"lines":[{"is":"Text","id":"event-changed","values":{"map":{"id":"2","start":{"is":"Moment","at":{"time":"2026-12-11T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"end":{"is":"Moment","at":{"time":"2027-01-11T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"length":{"is":"Span","length":{"seconds":2678400.0},"fine":true}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-details","values":{"map":{}}},"command":"event 2","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (2, 'event:2:card', 'no-voip-no-like', 'reminder', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"en":"A week without credit"}},"fallback":"en"},"id":"2"}}},"lines":[{"is":"Text","id":"event-when","values":{"map":{"start":{"is":"Moment","at":{"time":"2026-12-11T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"end":{"is":"Moment","at":{"time":"2027-01-11T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"length":{"is":"Span","length":{"seconds":2678400.0},"fine":true}}}},{"is":"Text","id":"event-people","values":{"map":{"people":{"is":"Text","id":"fewer-than","values":{"map":{"least":5}}}}}},{"is":"Text","id":"bill-due","values":{"map":{"date":{"is":"Moment","at":{"time":"2026-12-11T20:00:00+00:00"},"zone":"UTC","form":"date","fixed":false}}}},{"is":"Text","id":"bill-how","values":{"map":{}}},{"is":"Text","id":"bill-safety","values":{"map":{}}},{"is":"Text","id":"event-purge","values":{"map":{"date":{"is":"Moment","at":{"time":"2027-02-12T20:00:00+00:00"},"zone":"","form":"date","fixed":false}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-pledge","values":{"map":{}}},"command":"pledge 2","url":""},{"is":"Button","label":{"is":"Text","id":"button-pledge-off","values":{"map":{}}},"command":"pledge 2 off","url":""}],[{"is":"Button","label":{"is":"Text","id":"button-details","values":{"map":{}}},"command":"event 2","url":""},{"is":"Button","label":{"is":"Text","id":"button-sums","values":{"map":{}}},"command":"event 2 sums","url":""}]],"picture":"","personal":false,"language":""}', 1, '');
INSERT INTO public.announcements VALUES (6, 'event-approve:2:c72a606242918f5768c8:1796119200', 'no-voip-no-like', 'notice', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"en":"Ten days without credit"}},"fallback":"en"},"id":"2"}}},"lines":[{"is":"Text","id":"event-please-approve","values":{"map":{}}},{"is":"Text","id":"event-own-word","values":{"map":{"text":"Ten days without credit"}}},{"is":"Text","id":"event-when","values":{"map":{"start":{"is":"Moment","at":{"time":"2026-12-11T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"end":{"is":"Moment","at":{"time":"2027-01-11T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"length":{"is":"Span","length":{"seconds":2678400.0},"fine":true}}}},{"is":"Text","id":"event-people","values":{"map":{"people":{"is":"Text","id":"fewer-than","values":{"map":{"least":5}}}}}},{"is":"Text","id":"bill-due","values":{"map":{"date":{"is":"Moment","at":{"time":"2026-12-11T20:00:00+00:00"},"zone":"UTC","form":"date","fixed":false}}}},{"is":"Text","id":"bill-how","values":{"map":{}}},{"is":"Text","id":"bill-safety","values":{"map":{}}},{"is":"Text","id":"event-purge","values":{"map":{"date":{"is":"Moment","at":{"time":"2027-02-12T20:00:00+00:00"},"zone":"","form":"date","fixed":false}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-approve","values":{"map":{}}},"command":"event approve 2 c72a606242918f5768c8","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (7, 'event-approve:2:49ddf0b07ff57839669b:1796119200', 'no-voip-no-like', 'notice', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"en":"Ten days without credit","fr":"Dix jours sans recharge"}},"fallback":"en"},"id":"2"}}},"lines":[{"is":"Text","id":"event-please-approve","values":{"map":{}}},{"is":"Text","id":"event-own-word","values":{"map":{"text":"Ten days without credit"}}},{"is":"Text","id":"event-own-word","values":{"map":{"text":"Dix jours sans recharge"}}},{"is":"Text","id":"event-when","values":{"map":{"start":{"is":"Moment","at":{"time":"2026-12-11T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"end":{"is":"Moment","at":{"time":"2027-01-11T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"length":{"is":"Span","length":{"seconds":2678400.0},"fine":true}}}},{"is":"Text","id":"event-people","values":{"map":{"people":{"is":"Text","id":"fewer-than","values":{"map":{"least":5}}}}}},{"is":"Text","id":"bill-due","values":{"map":{"date":{"is":"Moment","at":{"time":"2026-12-11T20:00:00+00:00"},"zone":"UTC","form":"date","fixed":false}}}},{"is":"Text","id":"bill-how","values":{"map":{}}},{"is":"Text","id":"bill-safety","values":{"map":{}}},{"is":"Text","id":"event-purge","values":{"map":{"date":{"is":"Moment","at":{"time":"2027-02-12T20:00:00+00:00"},"zone":"","form":"date","fixed":false}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-approve","values":{"map":{}}},"command":"event approve 2 49ddf0b07ff57839669b","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (8, 'event-approve:3:088b84708525b1a5f8bf:1796119200', 'no-voip-no-like', 'notice', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"en":"Sign with us"}},"fallback":"en"},"id":"3"}}},"lines":[{"is":"Text","id":"event-please-approve","values":{"map":{}}},{"is":"Text","id":"event-own-word","values":{"map":{"text":"Sign with us"}}},{"is":"Text","id":"event-card-state","values":{"map":{"state":{"is":"Text","id":"event-state-proposed","values":{"map":{}}}}}},{"is":"Text","id":"event-when","values":{"map":{"start":{"is":"Moment","at":{"time":"2026-12-12T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"end":{"is":"Moment","at":{"time":"2027-01-11T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"length":{"is":"Span","length":{"seconds":2592000.0},"fine":true}}}},{"is":"Text","id":"event-people","values":{"map":{"people":{"is":"Text","id":"fewer-than","values":{"map":{"least":5}}}}}},{"is":"Text","id":"event-purge","values":{"map":{"date":{"is":"Moment","at":{"time":"2027-02-12T20:00:00+00:00"},"zone":"","form":"date","fixed":false}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-approve","values":{"map":{}}},"command":"event approve 3 088b84708525b1a5f8bf","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (10, 'event:4:cancelled:1796119200', 'no-voip-no-like', 'reminder', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Text","id":"phone-off-title","values":{"map":{}}},"id":"4"}}},"lines":[{"is":"Text","id":"event-called-off","values":{"map":{}}}],"table":null,"buttons":[],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (9, 'event:4:card', 'no-voip-no-like', 'reminder', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Text","id":"phone-off-title","values":{"map":{}}},"id":"4"}}},"lines":[{"is":"Text","id":"event-card-state","values":{"map":{"state":{"is":"Text","id":"event-state-cancelled","values":{"map":{}}}}}},{"is":"Text","id":"event-when","values":{"map":{"start":{"is":"Moment","at":{"time":"2026-12-13T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"end":{"is":"Moment","at":{"time":"2026-12-16T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"length":{"is":"Span","length":{"seconds":259200.0},"fine":true}}}},{"is":"Text","id":"event-people","values":{"map":{"people":{"is":"Text","id":"fewer-than","values":{"map":{"least":5}}}}}},{"is":"Text","id":"event-purge","values":{"map":{"date":{"is":"Moment","at":{"time":"2027-01-30T10:00:00+00:00"},"zone":"","form":"date","fixed":false}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-details","values":{"map":{}}},"command":"event 4","url":""}]],"picture":"","personal":false,"language":""}', 1, '');
INSERT INTO public.announcements VALUES (13, 'event:6:card', 'no-voip-no-like', 'reminder', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Text","id":"drive-title","values":{"map":{}}},"id":"6"}}},"lines":[{"is":"Text","id":"event-when","values":{"map":{"start":{"is":"Moment","at":{"time":"2026-12-14T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"end":{"is":"Moment","at":{"time":"2026-12-15T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"length":{"is":"Span","length":{"seconds":86400.0},"fine":true}}}},{"is":"Text","id":"event-people","values":{"map":{"people":{"is":"Text","id":"fewer-than","values":{"map":{"least":5}}}}}},{"is":"Text","id":"event-goal-only","values":{"map":{"goal":1000}}},{"is":"Text","id":"drive-how","values":{"map":{}}},{"is":"Text","id":"drive-safety","values":{"map":{}}},{"is":"Text","id":"event-purge","values":{"map":{"date":{"is":"Moment","at":{"time":"2027-01-30T10:00:00+00:00"},"zone":"","form":"date","fixed":false}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-pledge","values":{"map":{}}},"command":"pledge 6","url":""},{"is":"Button","label":{"is":"Text","id":"button-pledge-off","values":{"map":{}}},"command":"pledge 6 off","url":""}],[{"is":"Button","label":{"is":"Text","id":"button-details","values":{"map":{}}},"command":"event 6","url":""},{"is":"Button","label":{"is":"Text","id":"button-sums","values":{"map":{}}},"command":"event 6 sums","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (14, 'milestone:no-voip-no-like:percent:7', 'no-voip-no-like', 'milestone', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"campaign-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"milestone-percent","values":{"map":{"percent":{"is":"Percent","value":{"decimal":"7.0"},"signed":false}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-figures","values":{"map":{}}},"command":"stats no-voip-no-like","url":""}]],"picture":"share/no-voip-no-like/all/-/2026-12-01T10:00:00+00:00","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (1, 'event:1:card', 'no-voip-no-like', 'reminder', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Text","id":"phone-off-title","values":{"map":{}}},"id":"1"}}},"lines":[{"is":"Text","id":"event-when","values":{"map":{"start":{"is":"Moment","at":{"time":"2026-12-10T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"end":{"is":"Moment","at":{"time":"2026-12-13T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"length":{"is":"Span","length":{"seconds":259200.0},"fine":true}}}},{"is":"Text","id":"event-people","values":{"map":{"people":14}}},{"is":"Text","id":"event-goal","values":{"map":{"bar":"▰▰▰▱▱▱▱▱▱▱","share":35,"goal":40}}},{"is":"Text","id":"phone-off-how","values":{"map":{}}},{"is":"Text","id":"phone-off-safety","values":{"map":{}}},{"is":"Text","id":"event-purge","values":{"map":{"date":{"is":"Moment","at":{"time":"2027-01-30T10:00:00+00:00"},"zone":"","form":"date","fixed":false}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-pledge","values":{"map":{}}},"command":"pledge 1","url":""},{"is":"Button","label":{"is":"Text","id":"button-pledge-off","values":{"map":{}}},"command":"pledge 1 off","url":""}],[{"is":"Button","label":{"is":"Text","id":"button-details","values":{"map":{}}},"command":"event 1","url":""},{"is":"Button","label":{"is":"Text","id":"button-sums","values":{"map":{}}},"command":"event 1 sums","url":""}]],"picture":"","personal":false,"language":""}', 1, '');
INSERT INTO public.announcements VALUES (15, 'event:1:goal-25:1796119200', 'no-voip-no-like', 'milestone', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Text","id":"phone-off-title","values":{"map":{}}},"id":"1"}}},"lines":[{"is":"Text","id":"event-goal-reached","values":{"map":{"share":25,"goal":40}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-details","values":{"map":{}}},"command":"event 1","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (17, 'event:1:burst-0', 'no-voip-no-like', 'notice', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Text","id":"phone-off-title","values":{"map":{}}},"id":"1"}}},"lines":[{"is":"Text","id":"event-burst","values":{"map":{"people":8}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-accept","values":{"map":{}}},"command":"event accept 1","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (12, 'event:5:card', 'no-voip-no-like', 'reminder', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Text","id":"phone-off-title","values":{"map":{}}},"id":"5"}}},"lines":[{"is":"Text","id":"event-card-state","values":{"map":{"state":{"is":"Text","id":"event-state-closed","values":{"map":{}}}}}},{"is":"Text","id":"event-when","values":{"map":{"start":{"is":"Moment","at":{"time":"2026-12-01T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"end":{"is":"Moment","at":{"time":"2026-12-02T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"length":{"is":"Span","length":{"seconds":86400.0},"fine":true}}}},{"is":"Text","id":"event-people","values":{"map":{"people":8}}},{"is":"Text","id":"event-checked-in","values":{"map":{"people":7}}},{"is":"Text","id":"phone-off-hours","values":{"map":{"hours":168}}},{"is":"Text","id":"event-purge","values":{"map":{"date":{"is":"Moment","at":{"time":"2027-01-30T10:00:00+00:00"},"zone":"","form":"date","fixed":false}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-details","values":{"map":{}}},"command":"event 5","url":""}]],"picture":"","personal":false,"language":""}', 3, '');
INSERT INTO public.announcements VALUES (18, 'board:no-voip-no-like:1796119200', 'no-voip-no-like', 'update', 1796119200000, '{"is":"Reply","title":{"is":"Text","id":"board-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"update-total","values":{"map":{"lost":44000,"percent":{"is":"Percent","value":{"decimal":"7.33"},"signed":false},"money":{"is":"Text","id":"pair","values":{"map":{"first":{"is":"Money","amount":{"decimal":"132000.00"},"currency":"MAD"},"second":{"is":"Money","amount":{"decimal":"13355.19"},"currency":"USD"}}}},"value":{"is":"Money","amount":{"decimal":"3.0"},"currency":"MAD"}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"lost":7000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"lost":14000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line-hour","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"}},"fallback":"en"},"lost":23000,"percent":{"is":"Percent","value":{"decimal":"7.67"},"signed":false},"change":{"is":"Signed","value":-2000}}}},{"is":"Text","id":"age-ended","values":{"map":{"origin":{"is":"Text","id":"origin-source","values":{"map":{}}},"at":{"is":"Moment","at":{"time":"2026-12-01T09:00:00+00:00"},"zone":"","form":"full","fixed":false}}}},{"is":"Text","id":"held","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"count":40000}}},{"is":"Text","id":"failing","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"since":{"is":"Moment","at":{"time":"2026-12-01T10:00:00+00:00"},"zone":"","form":"full","fixed":false},"why":{"is":"Text","id":"fault-hidden","values":{"map":{"page":"facebook:inwi"}}}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-figures","values":{"map":{}}},"command":"stats no-voip-no-like","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (19, 'approve:1:7d50b5670d49cbee500885df4bc1a64964fae85f:2026-12-01T10:00', 'no-voip-no-like', 'notice', 1796119201000, '{"is":"Reply","title":{"is":"Text","id":"call-request","values":{"map":{"id":"1"}}},"lines":[{"is":"Text","id":"call-in","values":{"map":{"language":{"is":"Text","id":"language-ar","values":{"map":{}}}}}},{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"ar":"أطفئوا هواتفكم"}},"fallback":"ar"}}}},{"is":"Text","id":"call-in","values":{"map":{"language":{"is":"Text","id":"language-en","values":{"map":{}}}}}},{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"en":"Switch your phones off (1)"}},"fallback":"en"}}}},{"is":"Text","id":"call-stand-in","values":{"map":{"language":{"is":"Text","id":"language-fr","values":{"map":{}}},"other":{"is":"Text","id":"language-ar","values":{"map":{}}}}}},{"is":"Text","id":"call-with-did","values":{"map":{"label":{"is":"Text","id":"button-did","values":{"map":{}}}}}},{"is":"Text","id":"call-at-once","values":{"map":{}}},{"is":"Text","id":"call-to-all","values":{"map":{"chats":3}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-approve","values":{"map":{}}},"command":"call 1 approve 7d50b5670d49cbee500885df4bc1a64964fae85f","url":""}]],"picture":"","personal":true,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (20, 'call:1', 'no-voip-no-like', 'call', 1796119201000, '{"is":"Reply","title":{"is":"Text","id":"campaign-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"ar":"أطفئوا هواتفكم","en":"Switch your phones off (1)"}},"fallback":"ar"}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-did","values":{"map":{}}},"command":"did 1","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (22, 'approve:2:188cf1483d1d758176e568090812aac1a6633a03:2026-12-01T10:00', 'no-voip-no-like', 'notice', 1796119203000, '{"is":"Reply","title":{"is":"Text","id":"call-request","values":{"map":{"id":"2"}}},"lines":[{"is":"Text","id":"call-in","values":{"map":{"language":{"is":"Text","id":"language-ar","values":{"map":{}}}}}},{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"ar":"أطفئوا هواتفكم"}},"fallback":"ar"}}}},{"is":"Text","id":"call-in","values":{"map":{"language":{"is":"Text","id":"language-en","values":{"map":{}}}}}},{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"en":"Switch your phones off (2)"}},"fallback":"en"}}}},{"is":"Text","id":"call-stand-in","values":{"map":{"language":{"is":"Text","id":"language-fr","values":{"map":{}}},"other":{"is":"Text","id":"language-ar","values":{"map":{}}}}}},{"is":"Text","id":"call-with-did","values":{"map":{"label":{"is":"Text","id":"button-did","values":{"map":{}}}}}},{"is":"Text","id":"call-at","values":{"map":{"at":{"is":"Moment","at":{"time":"2026-12-20T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false}}}},{"is":"Text","id":"call-to-all","values":{"map":{"chats":3}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-approve","values":{"map":{}}},"command":"call 2 approve 188cf1483d1d758176e568090812aac1a6633a03","url":""}]],"picture":"","personal":true,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (23, 'approve:3:0bfaa339ffb10402d9e9885a48d12fd4c2d4c0c2:2026-12-01T10:00', 'no-voip-no-like', 'notice', 1796119203000, '{"is":"Reply","title":{"is":"Text","id":"call-request","values":{"map":{"id":"3"}}},"lines":[{"is":"Text","id":"call-in","values":{"map":{"language":{"is":"Text","id":"language-ar","values":{"map":{}}}}}},{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"ar":"أطفئوا هواتفكم"}},"fallback":"ar"}}}},{"is":"Text","id":"call-in","values":{"map":{"language":{"is":"Text","id":"language-en","values":{"map":{}}}}}},{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"en":"Switch your phones off (3)"}},"fallback":"en"}}}},{"is":"Text","id":"call-stand-in","values":{"map":{"language":{"is":"Text","id":"language-fr","values":{"map":{}}},"other":{"is":"Text","id":"language-ar","values":{"map":{}}}}}},{"is":"Text","id":"call-with-did","values":{"map":{"label":{"is":"Text","id":"button-did","values":{"map":{}}}}}},{"is":"Text","id":"call-at","values":{"map":{"at":{"is":"Moment","at":{"time":"2026-12-21T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false}}}},{"is":"Text","id":"call-to-all","values":{"map":{"chats":3}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-approve","values":{"map":{}}},"command":"call 3 approve 0bfaa339ffb10402d9e9885a48d12fd4c2d4c0c2","url":""}]],"picture":"","personal":true,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (24, 'approve:4:7f371fcfb31020295e92bcc9f4c914ffa1acba29:2026-12-01T10:00', 'no-voip-no-like', 'notice', 1796119203000, '{"is":"Reply","title":{"is":"Text","id":"call-request","values":{"map":{"id":"4"}}},"lines":[{"is":"Text","id":"call-in","values":{"map":{"language":{"is":"Text","id":"language-ar","values":{"map":{}}}}}},{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"ar":"أطفئوا هواتفكم"}},"fallback":"ar"}}}},{"is":"Text","id":"call-in","values":{"map":{"language":{"is":"Text","id":"language-en","values":{"map":{}}}}}},{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"en":"Switch your phones off (4)"}},"fallback":"en"}}}},{"is":"Text","id":"call-stand-in","values":{"map":{"language":{"is":"Text","id":"language-fr","values":{"map":{}}},"other":{"is":"Text","id":"language-ar","values":{"map":{}}}}}},{"is":"Text","id":"call-with-did","values":{"map":{"label":{"is":"Text","id":"button-did","values":{"map":{}}}}}},{"is":"Text","id":"call-at-once","values":{"map":{}}},{"is":"Text","id":"call-to-all","values":{"map":{"chats":3}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-approve","values":{"map":{}}},"command":"call 4 approve 7f371fcfb31020295e92bcc9f4c914ffa1acba29","url":""}]],"picture":"","personal":true,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (25, 'call:4', 'no-voip-no-like', 'call', 1796119203000, '{"is":"Reply","title":{"is":"Text","id":"campaign-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"ar":"أطفئوا هواتفكم","en":"Switch your phones off (4)"}},"fallback":"ar"}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-did","values":{"map":{}}},"command":"did 4","url":""}]],"picture":"","personal":false,"language":""}', 0, 'paused');
INSERT INTO public.announcements VALUES (27, 'approve:5:683c99ea6d541b2511002920bf58f1b410f83d34:2026-12-01T10:00', 'no-voip-no-like', 'notice', 1796119204000, '{"is":"Reply","title":{"is":"Text","id":"call-request","values":{"map":{"id":"5"}}},"lines":[{"is":"Text","id":"call-in","values":{"map":{"language":{"is":"Text","id":"language-ar","values":{"map":{}}}}}},{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"ar":"أطفئوا هواتفكم"}},"fallback":"ar"}}}},{"is":"Text","id":"call-in","values":{"map":{"language":{"is":"Text","id":"language-en","values":{"map":{}}}}}},{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"en":"Switch your phones off (5)"}},"fallback":"en"}}}},{"is":"Text","id":"call-stand-in","values":{"map":{"language":{"is":"Text","id":"language-fr","values":{"map":{}}},"other":{"is":"Text","id":"language-ar","values":{"map":{}}}}}},{"is":"Text","id":"call-with-did","values":{"map":{"label":{"is":"Text","id":"button-did","values":{"map":{}}}}}},{"is":"Text","id":"call-at-once","values":{"map":{}}},{"is":"Text","id":"call-to-all","values":{"map":{"chats":3}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-approve","values":{"map":{}}},"command":"call 5 approve 683c99ea6d541b2511002920bf58f1b410f83d34","url":""}]],"picture":"","personal":true,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (28, 'call:5', 'no-voip-no-like', 'call', 1796119204000, '{"is":"Reply","title":null,"lines":[{"is":"Text","id":"call-retracted","values":{"map":{}}}],"table":null,"buttons":[],"picture":"","personal":false,"language":""}', 1, 'retracted');
INSERT INTO public.announcements VALUES (26, 'progress:4', 'no-voip-no-like', 'notice', 1796119203000, '{"is":"Reply","title":{"is":"Text","id":"report-title","values":{"map":{"id":"4"}}},"lines":[{"is":"Text","id":"call-status","values":{"map":{"status":{"is":"Text","id":"call-is-paused","values":{"map":{}}},"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},{"is":"Text","id":"report-audience","values":{"map":{"chats":3}}},{"is":"Text","id":"report-pending","values":{"map":{"chats":3}}},{"is":"Text","id":"call-did-few","values":{"map":{"few":5}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-resume","values":{"map":{"id":"4"}}},"command":"calls resume 4","url":""}],[{"is":"Button","label":{"is":"Text","id":"button-cancel","values":{"map":{"id":"4"}}},"command":"calls cancel 4","url":""}],[{"is":"Button","label":{"is":"Text","id":"button-retract","values":{"map":{"id":"4"}}},"command":"retract 4","url":""}]],"picture":"","personal":true,"language":""}', 1, '');
INSERT INTO public.announcements VALUES (30, 'approve:6:bc714c4967bcf75acda20d2b98d8534ab8035be1:2026-12-01T10:00', 'no-voip-no-like', 'notice', 1796119205000, '{"is":"Reply","title":{"is":"Text","id":"call-request","values":{"map":{"id":"6"}}},"lines":[{"is":"Text","id":"call-in","values":{"map":{"language":{"is":"Text","id":"language-ar","values":{"map":{}}}}}},{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"ar":"أطفئوا هواتفكم"}},"fallback":"ar"}}}},{"is":"Text","id":"call-in","values":{"map":{"language":{"is":"Text","id":"language-en","values":{"map":{}}}}}},{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"en":"Switch your phones off (6)"}},"fallback":"en"}}}},{"is":"Text","id":"call-stand-in","values":{"map":{"language":{"is":"Text","id":"language-fr","values":{"map":{}}},"other":{"is":"Text","id":"language-ar","values":{"map":{}}}}}},{"is":"Text","id":"call-with-did","values":{"map":{"label":{"is":"Text","id":"button-did","values":{"map":{}}}}}},{"is":"Text","id":"call-at","values":{"map":{"at":{"is":"Moment","at":{"time":"2026-12-22T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false}}}},{"is":"Text","id":"call-to-all","values":{"map":{"chats":3}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-approve","values":{"map":{}}},"command":"call 6 approve bc714c4967bcf75acda20d2b98d8534ab8035be1","url":""}]],"picture":"","personal":true,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (31, 'approve:7:3825e128a4dbcd230ffdffff6b45c0b10f2a2334:2026-12-01T10:00', 'no-voip-no-like', 'notice', 1796119205000, '{"is":"Reply","title":{"is":"Text","id":"call-request","values":{"map":{"id":"7"}}},"lines":[{"is":"Text","id":"call-in","values":{"map":{"language":{"is":"Text","id":"language-ar","values":{"map":{}}}}}},{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"ar":"أطفئوا هواتفكم"}},"fallback":"ar"}}}},{"is":"Text","id":"call-in","values":{"map":{"language":{"is":"Text","id":"language-en","values":{"map":{}}}}}},{"is":"Text","id":"call-text","values":{"map":{"text":{"is":"Names","by_language":{"map":{"en":"Switch your phones off (7)"}},"fallback":"en"}}}},{"is":"Text","id":"call-stand-in","values":{"map":{"language":{"is":"Text","id":"language-fr","values":{"map":{}}},"other":{"is":"Text","id":"language-ar","values":{"map":{}}}}}},{"is":"Text","id":"call-with-did","values":{"map":{"label":{"is":"Text","id":"button-did","values":{"map":{}}}}}},{"is":"Text","id":"call-at-once","values":{"map":{}}},{"is":"Text","id":"call-to-all","values":{"map":{"chats":3}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-approve","values":{"map":{}}},"command":"call 7 approve 3825e128a4dbcd230ffdffff6b45c0b10f2a2334","url":""}]],"picture":"","personal":true,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (21, 'progress:1', 'no-voip-no-like', 'notice', 1796119201000, '{"is":"Reply","title":{"is":"Text","id":"report-title","values":{"map":{"id":"1"}}},"lines":[{"is":"Text","id":"call-status","values":{"map":{"status":{"is":"Text","id":"call-is-done","values":{"map":{}}},"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},{"is":"Text","id":"report-audience","values":{"map":{"chats":3}}},{"is":"Text","id":"report-sent","values":{"map":{"chats":3}}},{"is":"Text","id":"call-did-count","values":{"map":{"count":7}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-retract","values":{"map":{"id":"1"}}},"command":"retract 1","url":""}]],"picture":"","personal":true,"language":""}', 1, '');
INSERT INTO public.announcements VALUES (29, 'progress:5', 'no-voip-no-like', 'notice', 1796119204000, '{"is":"Reply","title":{"is":"Text","id":"report-title","values":{"map":{"id":"5"}}},"lines":[{"is":"Text","id":"call-status","values":{"map":{"status":{"is":"Text","id":"call-is-retracted","values":{"map":{}}},"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},{"is":"Text","id":"report-audience","values":{"map":{"chats":3}}},{"is":"Text","id":"report-pending","values":{"map":{"chats":3}}},{"is":"Text","id":"report-eta","values":{"map":{"left":{"is":"Span","length":{"seconds":1.0},"fine":false}}}},{"is":"Text","id":"call-did-few","values":{"map":{"few":5}}}],"table":null,"buttons":[],"picture":"","personal":true,"language":""}', 1, '');
INSERT INTO public.announcements VALUES (32, 'event:5:hour-before:1796151600', 'no-voip-no-like', 'reminder', 1796151600000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Text","id":"phone-off-title","values":{"map":{}}},"id":"5"}}},"lines":[{"is":"Text","id":"event-soon","values":{"map":{"at":{"is":"Moment","at":{"time":"2026-12-01T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"until":{"is":"Moment","at":{"time":"2026-12-04T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"left":{"is":"Span","length":{"seconds":3600.0},"fine":false}}}},{"is":"Text","id":"event-people","values":{"map":{"people":8}}},{"is":"Text","id":"phone-off-how","values":{"map":{}}},{"is":"Text","id":"phone-off-safety","values":{"map":{}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-pledge","values":{"map":{}}},"command":"pledge 5","url":""},{"is":"Button","label":{"is":"Text","id":"button-pledge-off","values":{"map":{}}},"command":"pledge 5 off","url":""}],[{"is":"Button","label":{"is":"Text","id":"button-details","values":{"map":{}}},"command":"event 5","url":""},{"is":"Button","label":{"is":"Text","id":"button-sums","values":{"map":{}}},"command":"event 5 sums","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (34, 'board:no-voip-no-like:1796151600', 'no-voip-no-like', 'update', 1796151600000, '{"is":"Reply","title":{"is":"Text","id":"board-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"update-total","values":{"map":{"lost":44000,"percent":{"is":"Percent","value":{"decimal":"7.33"},"signed":false},"money":{"is":"Text","id":"pair","values":{"map":{"first":{"is":"Money","amount":{"decimal":"132000.00"},"currency":"MAD"},"second":{"is":"Money","amount":{"decimal":"13355.19"},"currency":"USD"}}}},"value":{"is":"Money","amount":{"decimal":"3.0"},"currency":"MAD"}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"lost":7000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"lost":14000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"}},"fallback":"en"},"lost":23000,"percent":{"is":"Percent","value":{"decimal":"7.67"},"signed":false}}}},{"is":"Text","id":"age-ended","values":{"map":{"origin":{"is":"Text","id":"origin-source","values":{"map":{}}},"at":{"is":"Moment","at":{"time":"2026-12-01T09:00:00+00:00"},"zone":"","form":"full","fixed":false}}}},{"is":"Text","id":"held","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"count":40000}}},{"is":"Text","id":"failing","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"since":{"is":"Moment","at":{"time":"2026-12-01T10:00:00+00:00"},"zone":"","form":"full","fixed":false},"why":{"is":"Text","id":"fault-hidden","values":{"map":{"page":"facebook:inwi"}}}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-figures","values":{"map":{}}},"command":"stats no-voip-no-like","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (35, 'event:5:start:1796155200', 'no-voip-no-like', 'reminder', 1796155200000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Text","id":"phone-off-title","values":{"map":{}}},"id":"5"}}},"lines":[{"is":"Text","id":"event-starts","values":{"map":{"at":{"is":"Moment","at":{"time":"2026-12-01T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"until":{"is":"Moment","at":{"time":"2026-12-04T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false}}}},{"is":"Text","id":"event-people","values":{"map":{"people":8}}},{"is":"Text","id":"phone-off-how","values":{"map":{}}},{"is":"Text","id":"phone-off-safety","values":{"map":{}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-pledge","values":{"map":{}}},"command":"pledge 5","url":""},{"is":"Button","label":{"is":"Text","id":"button-pledge-off","values":{"map":{}}},"command":"pledge 5 off","url":""}],[{"is":"Button","label":{"is":"Text","id":"button-details","values":{"map":{}}},"command":"event 5","url":""},{"is":"Button","label":{"is":"Text","id":"button-sums","values":{"map":{}}},"command":"event 5 sums","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (37, 'board:no-voip-no-like:1796155200', 'no-voip-no-like', 'update', 1796155200000, '{"is":"Reply","title":{"is":"Text","id":"board-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"update-total","values":{"map":{"lost":44000,"percent":{"is":"Percent","value":{"decimal":"7.33"},"signed":false},"money":{"is":"Text","id":"pair","values":{"map":{"first":{"is":"Money","amount":{"decimal":"132000.00"},"currency":"MAD"},"second":{"is":"Money","amount":{"decimal":"13355.19"},"currency":"USD"}}}},"value":{"is":"Money","amount":{"decimal":"3.0"},"currency":"MAD"}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"lost":7000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"lost":14000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"}},"fallback":"en"},"lost":23000,"percent":{"is":"Percent","value":{"decimal":"7.67"},"signed":false}}}},{"is":"Text","id":"age-ended","values":{"map":{"origin":{"is":"Text","id":"origin-source","values":{"map":{}}},"at":{"is":"Moment","at":{"time":"2026-12-01T09:00:00+00:00"},"zone":"","form":"full","fixed":false}}}},{"is":"Text","id":"held","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"count":40000}}},{"is":"Text","id":"failing","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"since":{"is":"Moment","at":{"time":"2026-12-01T10:00:00+00:00"},"zone":"","form":"full","fixed":false},"why":{"is":"Text","id":"fault-hidden","values":{"map":{"page":"facebook:inwi"}}}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-figures","values":{"map":{}}},"command":"stats no-voip-no-like","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (38, 'update:no-voip-no-like:1796155200', 'no-voip-no-like', 'update', 1796155200000, '{"is":"Reply","title":{"is":"Text","id":"update-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"update-total","values":{"map":{"lost":44000,"percent":{"is":"Percent","value":{"decimal":"7.33"},"signed":false},"money":{"is":"Text","id":"pair","values":{"map":{"first":{"is":"Money","amount":{"decimal":"132000.00"},"currency":"MAD"},"second":{"is":"Money","amount":{"decimal":"13355.19"},"currency":"USD"}}}},"value":{"is":"Money","amount":{"decimal":"3.0"},"currency":"MAD"}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"lost":7000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"lost":14000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"}},"fallback":"en"},"lost":23000,"percent":{"is":"Percent","value":{"decimal":"7.67"},"signed":false}}}},{"is":"Text","id":"age","values":{"map":{"origin":{"is":"Text","id":"origin-source","values":{"map":{}}},"age":{"is":"Span","length":{"seconds":39600.0},"fine":false}}}},{"is":"Text","id":"held","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"count":40000}}},{"is":"Text","id":"failing","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"since":{"is":"Moment","at":{"time":"2026-12-01T10:00:00+00:00"},"zone":"","form":"full","fixed":false},"why":{"is":"Text","id":"fault-hidden","values":{"map":{"page":"facebook:inwi"}}}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-figures","values":{"map":{}}},"command":"stats no-voip-no-like","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (39, 'event:5:half:1796198400', 'no-voip-no-like', 'reminder', 1796198400000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Text","id":"phone-off-title","values":{"map":{}}},"id":"5"}}},"lines":[{"is":"Text","id":"event-half","values":{"map":{"at":{"is":"Moment","at":{"time":"2026-12-01T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"until":{"is":"Moment","at":{"time":"2026-12-04T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false}}}},{"is":"Text","id":"event-people","values":{"map":{"people":8}}},{"is":"Text","id":"phone-off-how","values":{"map":{}}},{"is":"Text","id":"phone-off-safety","values":{"map":{}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-pledge","values":{"map":{}}},"command":"pledge 5","url":""},{"is":"Button","label":{"is":"Text","id":"button-pledge-off","values":{"map":{}}},"command":"pledge 5 off","url":""}],[{"is":"Button","label":{"is":"Text","id":"button-details","values":{"map":{}}},"command":"event 5","url":""},{"is":"Button","label":{"is":"Text","id":"button-sums","values":{"map":{}}},"command":"event 5 sums","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (41, 'board:no-voip-no-like:1796198400', 'no-voip-no-like', 'update', 1796198400000, '{"is":"Reply","title":{"is":"Text","id":"board-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"update-total","values":{"map":{"lost":44000,"percent":{"is":"Percent","value":{"decimal":"7.33"},"signed":false},"money":{"is":"Text","id":"pair","values":{"map":{"first":{"is":"Money","amount":{"decimal":"132000.00"},"currency":"MAD"},"second":{"is":"Money","amount":{"decimal":"13355.19"},"currency":"USD"}}}},"value":{"is":"Money","amount":{"decimal":"3.0"},"currency":"MAD"}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"lost":7000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"lost":14000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"}},"fallback":"en"},"lost":23000,"percent":{"is":"Percent","value":{"decimal":"7.67"},"signed":false}}}},{"is":"Text","id":"age-ended","values":{"map":{"origin":{"is":"Text","id":"origin-source","values":{"map":{}}},"at":{"is":"Moment","at":{"time":"2026-12-01T09:00:00+00:00"},"zone":"","form":"full","fixed":false}}}},{"is":"Text","id":"held","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"count":40000}}},{"is":"Text","id":"failing","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"since":{"is":"Moment","at":{"time":"2026-12-01T10:00:00+00:00"},"zone":"","form":"full","fixed":false},"why":{"is":"Text","id":"fault-hidden","values":{"map":{"page":"facebook:inwi"}}}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-figures","values":{"map":{}}},"command":"stats no-voip-no-like","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (42, 'update:no-voip-no-like:1796169540', 'no-voip-no-like', 'update', 1796169540000, '{"is":"Reply","title":{"is":"Text","id":"update-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"update-total","values":{"map":{"lost":44000,"percent":{"is":"Percent","value":{"decimal":"7.33"},"signed":false},"money":{"is":"Text","id":"pair","values":{"map":{"first":{"is":"Money","amount":{"decimal":"132000.00"},"currency":"MAD"},"second":{"is":"Money","amount":{"decimal":"13355.19"},"currency":"USD"}}}},"value":{"is":"Money","amount":{"decimal":"3.0"},"currency":"MAD"}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"lost":7000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"lost":14000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"}},"fallback":"en"},"lost":23000,"percent":{"is":"Percent","value":{"decimal":"7.67"},"signed":false}}}},{"is":"Text","id":"age","values":{"map":{"origin":{"is":"Text","id":"origin-source","values":{"map":{}}},"age":{"is":"Span","length":{"seconds":82800.0},"fine":false}}}},{"is":"Text","id":"held","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"count":40000}}},{"is":"Text","id":"failing","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"since":{"is":"Moment","at":{"time":"2026-12-01T10:00:00+00:00"},"zone":"","form":"full","fixed":false},"why":{"is":"Text","id":"fault-hidden","values":{"map":{"page":"facebook:inwi"}}}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-figures","values":{"map":{}}},"command":"stats no-voip-no-like","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (43, 'event:5:end:1796241600', 'no-voip-no-like', 'reminder', 1796241600000, '{"is":"Reply","title":{"is":"Text","id":"event-title","values":{"map":{"title":{"is":"Text","id":"phone-off-title","values":{"map":{}}},"id":"5"}}},"lines":[{"is":"Text","id":"event-ended","values":{"map":{"at":{"is":"Moment","at":{"time":"2026-12-01T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false},"until":{"is":"Moment","at":{"time":"2026-12-04T20:00:00+00:00"},"zone":"UTC","form":"full","fixed":false}}}},{"is":"Text","id":"event-people","values":{"map":{"people":8}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-all-hours","values":{"map":{}}},"command":"checkin 5 all","url":""},{"is":"Button","label":{"is":"Text","id":"button-partly","values":{"map":{}}},"command":"checkin 5","url":""},{"is":"Button","label":{"is":"Text","id":"button-none","values":{"map":{}}},"command":"checkin 5 none","url":""}],[{"is":"Button","label":{"is":"Text","id":"button-details","values":{"map":{}}},"command":"event 5","url":""},{"is":"Button","label":{"is":"Text","id":"button-sums","values":{"map":{}}},"command":"event 5 sums","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (45, 'board:no-voip-no-like:1796241600', 'no-voip-no-like', 'update', 1796241600000, '{"is":"Reply","title":{"is":"Text","id":"board-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"update-total","values":{"map":{"lost":44000,"percent":{"is":"Percent","value":{"decimal":"7.33"},"signed":false},"money":{"is":"Text","id":"pair","values":{"map":{"first":{"is":"Money","amount":{"decimal":"132000.00"},"currency":"MAD"},"second":{"is":"Money","amount":{"decimal":"13355.19"},"currency":"USD"}}}},"value":{"is":"Money","amount":{"decimal":"3.0"},"currency":"MAD"}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"lost":7000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"lost":14000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"}},"fallback":"en"},"lost":23000,"percent":{"is":"Percent","value":{"decimal":"7.67"},"signed":false}}}},{"is":"Text","id":"age-ended","values":{"map":{"origin":{"is":"Text","id":"origin-source","values":{"map":{}}},"at":{"is":"Moment","at":{"time":"2026-12-01T09:00:00+00:00"},"zone":"","form":"full","fixed":false}}}},{"is":"Text","id":"held","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"count":40000}}},{"is":"Text","id":"failing","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"since":{"is":"Moment","at":{"time":"2026-12-01T10:00:00+00:00"},"zone":"","form":"full","fixed":false},"why":{"is":"Text","id":"fault-hidden","values":{"map":{"page":"facebook:inwi"}}}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-figures","values":{"map":{}}},"command":"stats no-voip-no-like","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (46, 'update:no-voip-no-like:1796241600', 'no-voip-no-like', 'update', 1796241600000, '{"is":"Reply","title":{"is":"Text","id":"update-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"update-total","values":{"map":{"lost":44000,"percent":{"is":"Percent","value":{"decimal":"7.33"},"signed":false},"money":{"is":"Text","id":"pair","values":{"map":{"first":{"is":"Money","amount":{"decimal":"132000.00"},"currency":"MAD"},"second":{"is":"Money","amount":{"decimal":"13355.19"},"currency":"USD"}}}},"value":{"is":"Money","amount":{"decimal":"3.0"},"currency":"MAD"}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"lost":7000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"lost":14000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"}},"fallback":"en"},"lost":23000,"percent":{"is":"Percent","value":{"decimal":"7.67"},"signed":false}}}},{"is":"Text","id":"age","values":{"map":{"origin":{"is":"Text","id":"origin-source","values":{"map":{}}},"age":{"is":"Span","length":{"seconds":126000.0},"fine":false}}}},{"is":"Text","id":"held","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"count":40000}}},{"is":"Text","id":"failing","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"since":{"is":"Moment","at":{"time":"2026-12-01T10:00:00+00:00"},"zone":"","form":"full","fixed":false},"why":{"is":"Text","id":"fault-hidden","values":{"map":{"page":"facebook:inwi"}}}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-figures","values":{"map":{}}},"command":"stats no-voip-no-like","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (47, 'board:no-voip-no-like:1796245200', 'no-voip-no-like', 'update', 1796245200000, '{"is":"Reply","title":{"is":"Text","id":"board-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"update-total","values":{"map":{"lost":44000,"percent":{"is":"Percent","value":{"decimal":"7.33"},"signed":false},"money":{"is":"Text","id":"pair","values":{"map":{"first":{"is":"Money","amount":{"decimal":"132000.00"},"currency":"MAD"},"second":{"is":"Money","amount":{"decimal":"13355.19"},"currency":"USD"}}}},"value":{"is":"Money","amount":{"decimal":"3.0"},"currency":"MAD"}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"lost":7000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"lost":14000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"}},"fallback":"en"},"lost":23000,"percent":{"is":"Percent","value":{"decimal":"7.67"},"signed":false}}}},{"is":"Text","id":"age-ended","values":{"map":{"origin":{"is":"Text","id":"origin-source","values":{"map":{}}},"at":{"is":"Moment","at":{"time":"2026-12-01T09:00:00+00:00"},"zone":"","form":"full","fixed":false}}}},{"is":"Text","id":"held","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"count":40000}}},{"is":"Text","id":"failing","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"since":{"is":"Moment","at":{"time":"2026-12-01T10:00:00+00:00"},"zone":"","form":"full","fixed":false},"why":{"is":"Text","id":"fault-hidden","values":{"map":{"page":"facebook:inwi"}}}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-figures","values":{"map":{}}},"command":"stats no-voip-no-like","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (48, 'event:5:close:1796414400', 'no-voip-no-like', 'result', 1796414400000, '{"is":"Reply","title":{"is":"Text","id":"event-result-title","values":{"map":{"title":{"is":"Text","id":"phone-off-title","values":{"map":{}}},"id":"5"}}},"lines":[{"is":"Text","id":"result-pledged","values":{"map":{"people":8}}},{"is":"Text","id":"result-checked-in","values":{"map":{"people":7}}},{"is":"Text","id":"result-completed","values":{"map":{"people":7}}},{"is":"Text","id":"result-median","values":{"map":{"hours":24}}},{"is":"Text","id":"phone-off-hours","values":{"map":{"hours":168}}},{"is":"Text","id":"verdict-short","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"}}}},{"is":"Text","id":"verdict-short","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"}}}},{"is":"Text","id":"verdict-short","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"}},"fallback":"en"}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-sums","values":{"map":{}}},"command":"event 5 sums","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (50, 'board:no-voip-no-like:1796414400', 'no-voip-no-like', 'update', 1796414400000, '{"is":"Reply","title":{"is":"Text","id":"board-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"update-total","values":{"map":{"lost":44000,"percent":{"is":"Percent","value":{"decimal":"7.33"},"signed":false},"money":{"is":"Text","id":"pair","values":{"map":{"first":{"is":"Money","amount":{"decimal":"132000.00"},"currency":"MAD"},"second":{"is":"Money","amount":{"decimal":"13355.19"},"currency":"USD"}}}},"value":{"is":"Money","amount":{"decimal":"3.0"},"currency":"MAD"}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"lost":7000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"lost":14000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"}},"fallback":"en"},"lost":23000,"percent":{"is":"Percent","value":{"decimal":"7.67"},"signed":false}}}},{"is":"Text","id":"age-ended","values":{"map":{"origin":{"is":"Text","id":"origin-source","values":{"map":{}}},"at":{"is":"Moment","at":{"time":"2026-12-01T09:00:00+00:00"},"zone":"","form":"full","fixed":false}}}},{"is":"Text","id":"held","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"count":40000}}},{"is":"Text","id":"failing","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"since":{"is":"Moment","at":{"time":"2026-12-01T10:00:00+00:00"},"zone":"","form":"full","fixed":false},"why":{"is":"Text","id":"fault-hidden","values":{"map":{"page":"facebook:inwi"}}}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-figures","values":{"map":{}}},"command":"stats no-voip-no-like","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (51, 'update:no-voip-no-like:1796342340', 'no-voip-no-like', 'update', 1796342340000, '{"is":"Reply","title":{"is":"Text","id":"update-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"update-total","values":{"map":{"lost":44000,"percent":{"is":"Percent","value":{"decimal":"7.33"},"signed":false},"money":{"is":"Text","id":"pair","values":{"map":{"first":{"is":"Money","amount":{"decimal":"132000.00"},"currency":"MAD"},"second":{"is":"Money","amount":{"decimal":"13355.19"},"currency":"USD"}}}},"value":{"is":"Money","amount":{"decimal":"3.0"},"currency":"MAD"}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"lost":7000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"lost":14000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"}},"fallback":"en"},"lost":23000,"percent":{"is":"Percent","value":{"decimal":"7.67"},"signed":false}}}},{"is":"Text","id":"age","values":{"map":{"origin":{"is":"Text","id":"origin-source","values":{"map":{}}},"age":{"is":"Span","length":{"seconds":298800.0},"fine":false}}}},{"is":"Text","id":"held","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"count":40000}}},{"is":"Text","id":"failing","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"since":{"is":"Moment","at":{"time":"2026-12-01T10:00:00+00:00"},"zone":"","form":"full","fixed":false},"why":{"is":"Text","id":"fault-hidden","values":{"map":{"page":"facebook:inwi"}}}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-figures","values":{"map":{}}},"command":"stats no-voip-no-like","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (52, 'update:no-voip-no-like:1796414400', 'no-voip-no-like', 'update', 1796414400000, '{"is":"Reply","title":{"is":"Text","id":"update-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"update-total","values":{"map":{"lost":44000,"percent":{"is":"Percent","value":{"decimal":"7.33"},"signed":false},"money":{"is":"Text","id":"pair","values":{"map":{"first":{"is":"Money","amount":{"decimal":"132000.00"},"currency":"MAD"},"second":{"is":"Money","amount":{"decimal":"13355.19"},"currency":"USD"}}}},"value":{"is":"Money","amount":{"decimal":"3.0"},"currency":"MAD"}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"lost":7000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"lost":14000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"}},"fallback":"en"},"lost":23000,"percent":{"is":"Percent","value":{"decimal":"7.67"},"signed":false}}}},{"is":"Text","id":"age","values":{"map":{"origin":{"is":"Text","id":"origin-source","values":{"map":{}}},"age":{"is":"Span","length":{"seconds":298800.0},"fine":false}}}},{"is":"Text","id":"held","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"count":40000}}},{"is":"Text","id":"failing","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"since":{"is":"Moment","at":{"time":"2026-12-01T10:00:00+00:00"},"zone":"","form":"full","fixed":false},"why":{"is":"Text","id":"fault-hidden","values":{"map":{"page":"facebook:inwi"}}}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-figures","values":{"map":{}}},"command":"stats no-voip-no-like","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.announcements VALUES (53, 'board:no-voip-no-like:1796418000', 'no-voip-no-like', 'update', 1796418000000, '{"is":"Reply","title":{"is":"Text","id":"board-title","values":{"map":{"title":{"is":"Names","by_language":{"map":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"}},"fallback":"en"}}}},"lines":[{"is":"Text","id":"update-total","values":{"map":{"lost":44000,"percent":{"is":"Percent","value":{"decimal":"7.33"},"signed":false},"money":{"is":"Text","id":"pair","values":{"map":{"first":{"is":"Money","amount":{"decimal":"132000.00"},"currency":"MAD"},"second":{"is":"Money","amount":{"decimal":"13355.19"},"currency":"USD"}}}},"value":{"is":"Money","amount":{"decimal":"3.0"},"currency":"MAD"}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"lost":7000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"lost":14000,"percent":{"is":"Percent","value":{"decimal":"7.00"},"signed":false}}}},{"is":"Text","id":"update-line","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"}},"fallback":"en"},"lost":23000,"percent":{"is":"Percent","value":{"decimal":"7.67"},"signed":false}}}},{"is":"Text","id":"age-ended","values":{"map":{"origin":{"is":"Text","id":"origin-source","values":{"map":{}}},"at":{"is":"Moment","at":{"time":"2026-12-01T09:00:00+00:00"},"zone":"","form":"full","fixed":false}}}},{"is":"Text","id":"held","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"}},"fallback":"en"},"count":40000}}},{"is":"Text","id":"failing","values":{"map":{"name":{"is":"Names","by_language":{"map":{"ar":"إنوي","en":"Inwi","fr":"Inwi"}},"fallback":"en"},"since":{"is":"Moment","at":{"time":"2026-12-01T10:00:00+00:00"},"zone":"","form":"full","fixed":false},"why":{"is":"Text","id":"fault-hidden","values":{"map":{"page":"facebook:inwi"}}}}}}],"table":null,"buttons":[[{"is":"Button","label":{"is":"Text","id":"button-figures","values":{"map":{}}},"command":"stats no-voip-no-like","url":""}]],"picture":"","personal":false,"language":""}', 0, '');
INSERT INTO public.approvals VALUES (1, 'd3b8cbca4056a2a7fb7b9faf3473573f', '7d50b5670d49cbee500885df4bc1a64964fae85f');
INSERT INTO public.approvals VALUES (1, 'b4529d9ea97db20f1901247db53de301', '7d50b5670d49cbee500885df4bc1a64964fae85f');
INSERT INTO public.approvals VALUES (2, 'd3b8cbca4056a2a7fb7b9faf3473573f', '188cf1483d1d758176e568090812aac1a6633a03');
INSERT INTO public.approvals VALUES (2, 'b4529d9ea97db20f1901247db53de301', '188cf1483d1d758176e568090812aac1a6633a03');
INSERT INTO public.approvals VALUES (3, 'd3b8cbca4056a2a7fb7b9faf3473573f', '0bfaa339ffb10402d9e9885a48d12fd4c2d4c0c2');
INSERT INTO public.approvals VALUES (3, 'b4529d9ea97db20f1901247db53de301', '0bfaa339ffb10402d9e9885a48d12fd4c2d4c0c2');
INSERT INTO public.approvals VALUES (4, 'd3b8cbca4056a2a7fb7b9faf3473573f', '7f371fcfb31020295e92bcc9f4c914ffa1acba29');
INSERT INTO public.approvals VALUES (4, 'b4529d9ea97db20f1901247db53de301', '7f371fcfb31020295e92bcc9f4c914ffa1acba29');
INSERT INTO public.approvals VALUES (5, 'd3b8cbca4056a2a7fb7b9faf3473573f', '683c99ea6d541b2511002920bf58f1b410f83d34');
INSERT INTO public.approvals VALUES (5, 'b4529d9ea97db20f1901247db53de301', '683c99ea6d541b2511002920bf58f1b410f83d34');
INSERT INTO public.approvals VALUES (6, 'd3b8cbca4056a2a7fb7b9faf3473573f', 'bc714c4967bcf75acda20d2b98d8534ab8035be1');
INSERT INTO public.approvals VALUES (6, 'b4529d9ea97db20f1901247db53de301', 'bc714c4967bcf75acda20d2b98d8534ab8035be1');
INSERT INTO public.approvals VALUES (7, 'd3b8cbca4056a2a7fb7b9faf3473573f', '3825e128a4dbcd230ffdffff6b45c0b10f2a2334');
INSERT INTO public.audit VALUES (1, 1796119200000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'claimed', '');
INSERT INTO public.audit VALUES (2, 1796119200000, 'no-voip-no-like', 'organizer', 'd3b8cbca4056a2a7fb7b9faf3473573f', 'claimed', '');
INSERT INTO public.audit VALUES (3, 1796119200000, 'no-voip-no-like', 'owner', 'b4529d9ea97db20f1901247db53de301', 'claimed', '');
INSERT INTO public.audit VALUES (4, 1796119200000, 'no-voip-no-like', 'reporter', 'e95131635f360fcee93ed47fc7ec3225', 'claimed', '');
INSERT INTO public.audit VALUES (5, 1796119200000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'event-new', '1 phone_off');
INSERT INTO public.audit VALUES (6, 1796119200000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'event-new', '2 bill_strike');
INSERT INTO public.audit VALUES (7, 1796119200000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'event-edit', '2');
INSERT INTO public.audit VALUES (8, 1796119200000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'event-proposed', '2 0e1a767bef8154404c58');
INSERT INTO public.audit VALUES (9, 1796119200000, 'no-voip-no-like', 'organizer', 'd3b8cbca4056a2a7fb7b9faf3473573f', 'event-approved', '2 0e1a767bef8154404c58');
INSERT INTO public.audit VALUES (10, 1796119200000, 'no-voip-no-like', 'owner', 'b4529d9ea97db20f1901247db53de301', 'event-approved', '2 0e1a767bef8154404c58');
INSERT INTO public.audit VALUES (11, 1796119200000, 'no-voip-no-like', 'organizer', 'd3b8cbca4056a2a7fb7b9faf3473573f', 'event-edit', '2');
INSERT INTO public.audit VALUES (12, 1796119200000, 'no-voip-no-like', 'organizer', 'd3b8cbca4056a2a7fb7b9faf3473573f', 'event-proposed', '2 c72a606242918f5768c8');
INSERT INTO public.audit VALUES (13, 1796119200000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'event-edit', '2');
INSERT INTO public.audit VALUES (14, 1796119200000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'event-proposed', '2 49ddf0b07ff57839669b');
INSERT INTO public.audit VALUES (15, 1796119200000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'event-new', '3 sign_on');
INSERT INTO public.audit VALUES (16, 1796119200000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'event-proposed', '3 088b84708525b1a5f8bf');
INSERT INTO public.audit VALUES (17, 1796119200000, 'no-voip-no-like', 'organizer', 'd3b8cbca4056a2a7fb7b9faf3473573f', 'event-approved', '3 088b84708525b1a5f8bf');
INSERT INTO public.audit VALUES (18, 1796119200000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'event-new', '4 phone_off');
INSERT INTO public.audit VALUES (19, 1796119200000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'event-cancel', '4');
INSERT INTO public.audit VALUES (20, 1796119200000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'event-new', '5 phone_off');
INSERT INTO public.audit VALUES (21, 1796119200000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'event-new', '6 unlike_drive');
INSERT INTO public.audit VALUES (22, 1796119201000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'call-proposed', '1');
INSERT INTO public.audit VALUES (23, 1796119201000, 'no-voip-no-like', 'organizer', 'd3b8cbca4056a2a7fb7b9faf3473573f', 'call-approved', '1');
INSERT INTO public.audit VALUES (24, 1796119201000, 'no-voip-no-like', 'owner', 'b4529d9ea97db20f1901247db53de301', 'call-approved', '1');
INSERT INTO public.audit VALUES (25, 1796119201000, 'no-voip-no-like', 'owner', 'b4529d9ea97db20f1901247db53de301', 'call-launched', '1');
INSERT INTO public.audit VALUES (26, 1796119203000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'call-proposed', '2');
INSERT INTO public.audit VALUES (27, 1796119203000, 'no-voip-no-like', 'organizer', 'd3b8cbca4056a2a7fb7b9faf3473573f', 'call-approved', '2');
INSERT INTO public.audit VALUES (28, 1796119203000, 'no-voip-no-like', 'owner', 'b4529d9ea97db20f1901247db53de301', 'call-approved', '2');
INSERT INTO public.audit VALUES (29, 1796119203000, 'no-voip-no-like', 'owner', 'b4529d9ea97db20f1901247db53de301', 'call-launched', '2');
INSERT INTO public.audit VALUES (30, 1796119203000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'call-proposed', '3');
INSERT INTO public.audit VALUES (31, 1796119203000, 'no-voip-no-like', 'organizer', 'd3b8cbca4056a2a7fb7b9faf3473573f', 'call-approved', '3');
INSERT INTO public.audit VALUES (32, 1796119203000, 'no-voip-no-like', 'owner', 'b4529d9ea97db20f1901247db53de301', 'call-approved', '3');
INSERT INTO public.audit VALUES (33, 1796119203000, 'no-voip-no-like', 'owner', 'b4529d9ea97db20f1901247db53de301', 'call-launched', '3');
INSERT INTO public.audit VALUES (34, 1796119203000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'call-pause', '3');
INSERT INTO public.audit VALUES (35, 1796119203000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'call-proposed', '4');
INSERT INTO public.audit VALUES (36, 1796119203000, 'no-voip-no-like', 'organizer', 'd3b8cbca4056a2a7fb7b9faf3473573f', 'call-approved', '4');
INSERT INTO public.audit VALUES (37, 1796119203000, 'no-voip-no-like', 'owner', 'b4529d9ea97db20f1901247db53de301', 'call-approved', '4');
INSERT INTO public.audit VALUES (38, 1796119203000, 'no-voip-no-like', 'owner', 'b4529d9ea97db20f1901247db53de301', 'call-launched', '4');
INSERT INTO public.audit VALUES (39, 1796119204000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'call-pause', '4');
INSERT INTO public.audit VALUES (40, 1796119204000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'call-proposed', '5');
INSERT INTO public.audit VALUES (41, 1796119204000, 'no-voip-no-like', 'organizer', 'd3b8cbca4056a2a7fb7b9faf3473573f', 'call-approved', '5');
INSERT INTO public.audit VALUES (42, 1796119204000, 'no-voip-no-like', 'owner', 'b4529d9ea97db20f1901247db53de301', 'call-approved', '5');
INSERT INTO public.audit VALUES (43, 1796119204000, 'no-voip-no-like', 'owner', 'b4529d9ea97db20f1901247db53de301', 'call-launched', '5');
INSERT INTO public.audit VALUES (44, 1796119205000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'call-retract', '5');
INSERT INTO public.audit VALUES (45, 1796119205000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'call-proposed', '6');
INSERT INTO public.audit VALUES (46, 1796119205000, 'no-voip-no-like', 'organizer', 'd3b8cbca4056a2a7fb7b9faf3473573f', 'call-approved', '6');
INSERT INTO public.audit VALUES (47, 1796119205000, 'no-voip-no-like', 'owner', 'b4529d9ea97db20f1901247db53de301', 'call-approved', '6');
INSERT INTO public.audit VALUES (48, 1796119205000, 'no-voip-no-like', 'owner', 'b4529d9ea97db20f1901247db53de301', 'call-launched', '6');
INSERT INTO public.audit VALUES (49, 1796119205000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'call-cancel', '6');
INSERT INTO public.audit VALUES (50, 1796119205000, 'no-voip-no-like', 'organizer', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'call-proposed', '7');
INSERT INTO public.audit VALUES (51, 1796119205000, 'no-voip-no-like', 'organizer', 'd3b8cbca4056a2a7fb7b9faf3473573f', 'call-approved', '7');
INSERT INTO public.baselines VALUES (1, 1795251600, 100000, 1, 0, false, NULL);
INSERT INTO public.baselines VALUES (2, 1795251600, 200000, 1, 0, false, NULL);
INSERT INTO public.baselines VALUES (3, 1795251600, 300000, 1, 0, false, NULL);
INSERT INTO public.calls VALUES (7, 'no-voip-no-like', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', '{"texts":{"ar":"أطفئوا هواتفكم","en":"Switch your phones off (7)"},"buttons":[{"kind":"did_it","label":{},"url":""}],"picture":"","when":null,"platform":"","language":""}', 'proposed', false, NULL, 0, 0, false, NULL, 0, 0);
INSERT INTO public.calls VALUES (3, 'no-voip-no-like', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', '{"texts":{"ar":"أطفئوا هواتفكم","en":"Switch your phones off (3)"},"buttons":[{"kind":"did_it","label":{},"url":""}],"picture":"","when":"2026-12-21T20:00:00+00:00","platform":"","language":""}', 'scheduled', true, 1797883200000, 0, 0, false, NULL, 0, 0);
INSERT INTO public.calls VALUES (2, 'no-voip-no-like', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', '{"texts":{"ar":"أطفئوا هواتفكم","en":"Switch your phones off (2)"},"buttons":[{"kind":"did_it","label":{},"url":""}],"picture":"","when":"2026-12-20T20:00:00+00:00","platform":"","language":""}', 'scheduled', false, 1797796800000, 0, 0, false, NULL, 0, 0);
INSERT INTO public.calls VALUES (8, 'no-voip-no-like', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', '{"texts":{"ar":"أطفئوا هواتفكم"},"buttons":[],"picture":"","when":null,"platform":"","language":""}', 'draft', false, NULL, 0, 0, false, NULL, 0, 0);
INSERT INTO public.calls VALUES (9, 'no-voip-no-like', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', '{"texts":{"ar":"أطفئوا هواتفكم","en":"Switch your phones off (1)"},"buttons":[{"kind":"did_it","label":{},"url":""}],"picture":"","when":null,"platform":"","language":""}', 'draft', false, NULL, 0, 0, false, NULL, 1, 0);
INSERT INTO public.calls VALUES (6, 'no-voip-no-like', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', '{"texts":{"ar":"أطفئوا هواتفكم","en":"Switch your phones off (6)"},"buttons":[{"kind":"did_it","label":{},"url":""}],"picture":"","when":"2026-12-22T20:00:00+00:00","platform":"","language":""}', 'cancelled', false, 1797969600000, 0, 0, false, NULL, 0, 0);
INSERT INTO public.calls VALUES (1, 'no-voip-no-like', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', '{"texts":{"ar":"أطفئوا هواتفكم","en":"Switch your phones off (1)"},"buttons":[{"kind":"did_it","label":{},"url":""}],"picture":"","when":null,"platform":"","language":""}', 'launched', false, 1796119201000, 20, 21, false, 1796151600000, 0, 7);
INSERT INTO public.calls VALUES (5, 'no-voip-no-like', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', '{"texts":{"ar":"أطفئوا هواتفكم","en":"Switch your phones off (5)"},"buttons":[{"kind":"did_it","label":{},"url":""}],"picture":"","when":null,"platform":"","language":""}', 'retracted', false, 1796119204000, 28, 29, true, 1796418000000, 0, 0);
INSERT INTO public.calls VALUES (4, 'no-voip-no-like', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', '{"texts":{"ar":"أطفئوا هواتفكم","en":"Switch your phones off (4)"},"buttons":[{"kind":"did_it","label":{},"url":""}],"picture":"","when":null,"platform":"","language":""}', 'launched', true, 1796119203000, 25, 26, true, 1796418000000, 0, 0);
INSERT INTO public.campaigns VALUES ('no-voip-no-like', '{"slug":"no-voip-no-like","title":{"by_language":{"ar":"لا مكالمات = لا إعجاب","en":"No VOIP = No Like","fr":"Pas de VoIP = Pas de Like"},"fallback":"en"},"zone":"UTC","starts_at":"2026-11-21T10:00:00+00:00","ends_at":"2026-12-31T10:00:00+00:00","currency":"MAD","value_per_like":"3.0","value_note":{"by_language":{"ar":"ثلاثة دراهم للإعجاب الواحد، كما في صفحة حملة 2016","en":"3 dirham a like, the figure of the 2016 campaign page","fr":"3 dirhams par like, le chiffre de la page de la campagne de 2016"},"fallback":"en"},"rates":{"USD":"9.8838"},"rates_date":"2016-02-29","updates":{"every":3600,"daily":null},"fallback":"ar","purge_days":30,"contact":"https://example.org/no-voip-no-like","targets":[{"slug":"maroc-telecom","name":{"by_language":{"ar":"اتصالات المغرب","en":"Maroc Telecom","fr":"Maroc Telecom"},"fallback":"en"},"pages":[{"source":"facebook","handle":"maroctelecom"}]},{"slug":"inwi","name":{"by_language":{"ar":"إنوي","en":"Inwi","fr":"Inwi"},"fallback":"en"},"pages":[{"source":"facebook","handle":"inwi"}]},{"slug":"meditel","name":{"by_language":{"ar":"ميديتل","en":"Meditel","fr":"Meditel"},"fallback":"en"},"pages":[{"source":"facebook","handle":"meditel"}]}],"call_approvals":2,"milestones":{"percent":"1.0","likes":100000},"events":[],"chapters":[{"slug":"rabat","name":{"by_language":{"en":"Rabat"},"fallback":"en"}},{"slug":"fes","name":{"by_language":{"en":"Fes"},"fallback":"en"}}]}', 1796119200000, NULL);
INSERT INTO public.chats VALUES (2, 'telegram', 'group', '-1', '', '', '', NULL, NULL, '', '');
INSERT INTO public.chats VALUES (4, 'telegram', 'private', 'ff846750267cfce0a4f71cce523a3224', '', '', '', NULL, NULL, '', '');
INSERT INTO public.chats VALUES (5, 'telegram', 'private', '44172b9380afa116903d4d7b37daa74a', '', '', '', NULL, NULL, '', '');
INSERT INTO public.chats VALUES (1, 'telegram', 'private', 'cf5d369565e604b4a9e7eceda92f7948', '', 'en', '', NULL, NULL, '', '');
INSERT INTO public.chats VALUES (3, 'telegram', 'private', 'fc9bb783d9faaacd2674190d9de0b59b', '', 'en', '', NULL, NULL, '', '');
INSERT INTO public.chats VALUES (6, 'telegram', 'group', '-2', '', 'fr', '', 1380, 480, '', '');
INSERT INTO public.chats VALUES (7, 'telegram', 'group', '-3', '', '', '', NULL, NULL, '', '');
INSERT INTO public.chats VALUES (8, 'telegram', 'private', 'a703ccf613af493a23528aa64d3c1ccd', '', '', '', NULL, NULL, '', '');
INSERT INTO public.chats VALUES (9, 'telegram', 'private', '7ebbd61c77487982072a839fba6a415d', '', '', '', NULL, NULL, '', '');
INSERT INTO public.deliveries VALUES (4, 2, 2, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 1, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (5, 2, 7, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 2, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (6, 2, 8, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 3, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (9, 4, 2, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 1, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (10, 4, 7, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 2, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (11, 4, 8, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 3, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (17, 9, 2, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 1, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (18, 9, 7, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 2, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (19, 9, 8, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 3, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (20, 10, 2, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 1, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (21, 10, 7, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 2, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (22, 10, 8, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 3, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (23, 12, 2, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 1, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (24, 12, 7, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 2, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (25, 12, 8, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 3, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (26, 13, 2, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 1, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (27, 13, 7, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 2, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (28, 13, 8, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'pending', 'send', 3, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (29, 14, 2, 'telegram', 'no-voip-no-like', 3, 1796119200000, 'pending', 'send', 1, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (30, 14, 7, 'telegram', 'no-voip-no-like', 3, 1796119200000, 'pending', 'send', 2, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (31, 14, 8, 'telegram', 'no-voip-no-like', 3, 1796119200000, 'pending', 'send', 3, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (32, 15, 2, 'telegram', 'no-voip-no-like', 3, 1796119200000, 'pending', 'send', 1, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (33, 15, 7, 'telegram', 'no-voip-no-like', 3, 1796119200000, 'pending', 'send', 2, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (34, 15, 8, 'telegram', 'no-voip-no-like', 3, 1796119200000, 'pending', 'send', 3, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (7, 3, 4, 'telegram', 'no-voip-no-like', 0, 1796119200000, 'sent', 'send', 0, '', 'm7', '', '', 1, 0, 1, false, NULL, 1796119201000, 1796119201000);
INSERT INTO public.deliveries VALUES (8, 3, 3, 'telegram', 'no-voip-no-like', 0, 1796119200000, 'sent', 'send', 0, '', 'm8', '', '', 1, 0, 1, false, NULL, 1796119201000, 1796119201000);
INSERT INTO public.deliveries VALUES (12, 6, 1, 'telegram', 'no-voip-no-like', 0, 1796119200000, 'sent', 'send', 0, '', 'm12', '', '', 1, 0, 1, false, NULL, 1796119201000, 1796119201000);
INSERT INTO public.deliveries VALUES (13, 6, 4, 'telegram', 'no-voip-no-like', 0, 1796119200000, 'failed', 'send', 0, '', '', 'kicked', '', 1, 0, 1, false, NULL, 1796119202000, 1796119202000);
INSERT INTO public.deliveries VALUES (14, 7, 4, 'telegram', 'no-voip-no-like', 0, 1796119200000, 'sent', 'send', 0, '', 'm14', '', '', 1, 0, 1, false, NULL, 1796119203000, 1796119203000);
INSERT INTO public.deliveries VALUES (16, 8, 3, 'telegram', 'no-voip-no-like', 0, 1796119200000, 'sent', 'send', 0, '', 'm16', '', '', 1, 0, 1, false, NULL, 1796119203000, 1796119203000);
INSERT INTO public.deliveries VALUES (36, 17, 1, 'telegram', 'no-voip-no-like', 0, 1796119200000, 'sent', 'send', 0, '', 'm36', '', '', 1, 0, 1, false, NULL, 1796119203000, 1796119203000);
INSERT INTO public.deliveries VALUES (15, 8, 4, 'telegram', 'no-voip-no-like', 0, 1796119200000, 'sent', 'send', 0, '', 'm15', '', '', 1, 0, 1, false, NULL, 1796119204000, 1796119204000);
INSERT INTO public.deliveries VALUES (38, 17, 3, 'telegram', 'no-voip-no-like', 0, 1796119200000, 'sent', 'send', 0, '', 'm38', '', '', 1, 0, 1, false, NULL, 1796119204000, 1796119204000);
INSERT INTO public.deliveries VALUES (37, 17, 4, 'telegram', 'no-voip-no-like', 0, 1796119200000, 'sent', 'send', 0, '', 'm37', '', '', 1, 0, 1, false, NULL, 1796119205000, 1796119205000);
INSERT INTO public.deliveries VALUES (39, 18, 7, 'telegram', 'no-voip-no-like', 3, 1796119200000, 'skipped', 'pin', 2, '79102498804fbb89', '', 'replaced', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (1, 1, 2, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'sent', 'send', 1, '', 'm1', '', '', 1, 1, 1, false, NULL, 1796119201000, 1796119201000);
INSERT INTO public.deliveries VALUES (2, 1, 7, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'sent', 'send', 2, '', 'm2', '', '', 1, 1, 1, false, NULL, 1796119201000, 1796119201000);
INSERT INTO public.deliveries VALUES (3, 1, 8, 'telegram', 'no-voip-no-like', 2, 1796119200000, 'sent', 'send', 3, '', 'm3', '', '', 1, 1, 1, false, NULL, 1796119201000, 1796119201000);
INSERT INTO public.deliveries VALUES (35, 15, 9, 'telegram', 'no-voip-no-like', 3, 1796119200000, 'sent', 'send', 0, '', 'm35', '', '', 1, 0, 1, false, NULL, 1796119201000, 1796119201000);
INSERT INTO public.deliveries VALUES (42, 20, 2, 'telegram', 'no-voip-no-like', 1, 1796119201000, 'sent', 'send', 1, '', 'm42', '', '', 1, 0, 1, false, NULL, 1796119203000, 1796119203000);
INSERT INTO public.deliveries VALUES (43, 20, 7, 'telegram', 'no-voip-no-like', 1, 1796119201000, 'sent', 'send', 2, '', 'm43', '', '', 1, 0, 1, false, NULL, 1796119203000, 1796119203000);
INSERT INTO public.deliveries VALUES (44, 20, 8, 'telegram', 'no-voip-no-like', 1, 1796119201000, 'sent', 'send', 3, '', 'm44', '', '', 1, 0, 1, false, NULL, 1796119203000, 1796119203000);
INSERT INTO public.deliveries VALUES (46, 22, 4, 'telegram', 'no-voip-no-like', 0, 1796119203000, 'pending', 'send', 0, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (48, 23, 4, 'telegram', 'no-voip-no-like', 0, 1796119203000, 'pending', 'send', 0, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (49, 23, 3, 'telegram', 'no-voip-no-like', 0, 1796119203000, 'pending', 'send', 0, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (50, 24, 4, 'telegram', 'no-voip-no-like', 0, 1796119203000, 'pending', 'send', 0, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (51, 24, 3, 'telegram', 'no-voip-no-like', 0, 1796119203000, 'pending', 'send', 0, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (52, 25, 2, 'telegram', 'no-voip-no-like', 1, 1796119203000, 'pending', 'send', 1, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (53, 25, 7, 'telegram', 'no-voip-no-like', 1, 1796119203000, 'pending', 'send', 2, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (54, 25, 8, 'telegram', 'no-voip-no-like', 1, 1796119203000, 'pending', 'send', 3, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (56, 27, 4, 'telegram', 'no-voip-no-like', 0, 1796119204000, 'pending', 'send', 0, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (57, 27, 3, 'telegram', 'no-voip-no-like', 0, 1796119204000, 'pending', 'send', 0, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (41, 19, 3, 'telegram', 'no-voip-no-like', 0, 1796119201000, 'sent', 'send', 0, '', 'm41', '', '', 1, 0, 1, false, NULL, 1796119205000, 1796119205000);
INSERT INTO public.deliveries VALUES (58, 28, 2, 'telegram', 'no-voip-no-like', 1, 1796119205000, 'pending', 'delete', 1, '', 'm58', '', '', 1, 0, 0, false, NULL, NULL, 1796119205000);
INSERT INTO public.deliveries VALUES (59, 28, 7, 'telegram', 'no-voip-no-like', 1, 1796119205000, 'pending', 'delete', 2, '', 'm59', '', '', 1, 0, 0, false, NULL, NULL, 1796119205000);
INSERT INTO public.deliveries VALUES (60, 28, 8, 'telegram', 'no-voip-no-like', 1, 1796119205000, 'pending', 'delete', 3, '', 'm60', '', '', 1, 0, 0, false, NULL, NULL, 1796119205000);
INSERT INTO public.deliveries VALUES (62, 30, 4, 'telegram', 'no-voip-no-like', 0, 1796119205000, 'pending', 'send', 0, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (63, 30, 3, 'telegram', 'no-voip-no-like', 0, 1796119205000, 'pending', 'send', 0, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (64, 31, 4, 'telegram', 'no-voip-no-like', 0, 1796119205000, 'pending', 'send', 0, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (65, 31, 3, 'telegram', 'no-voip-no-like', 0, 1796119205000, 'pending', 'send', 0, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (45, 21, 1, 'telegram', 'no-voip-no-like', 0, 1796151600000, 'pending', 'edit', 0, '', 'm45', '', '', 1, 0, 0, false, NULL, NULL, 1796119204000);
INSERT INTO public.deliveries VALUES (55, 26, 1, 'telegram', 'no-voip-no-like', 0, 1796151600000, 'pending', 'edit', 0, '', 'm55', '', '', 1, 0, 0, false, NULL, NULL, 1796119205000);
INSERT INTO public.deliveries VALUES (66, 32, 2, 'telegram', 'no-voip-no-like', 2, 1796151600000, 'pending', 'send', 1, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (67, 32, 7, 'telegram', 'no-voip-no-like', 2, 1796151600000, 'pending', 'send', 2, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (68, 32, 8, 'telegram', 'no-voip-no-like', 2, 1796151600000, 'pending', 'send', 3, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (70, 35, 2, 'telegram', 'no-voip-no-like', 2, 1796155200000, 'pending', 'send', 1, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (71, 35, 7, 'telegram', 'no-voip-no-like', 2, 1796155200000, 'pending', 'send', 2, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (72, 35, 8, 'telegram', 'no-voip-no-like', 2, 1796155200000, 'pending', 'send', 3, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (69, 34, 7, 'telegram', 'no-voip-no-like', 3, 1796151600000, 'skipped', 'pin', 2, '72efce0cd906d16e', '', 'replaced', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (75, 39, 2, 'telegram', 'no-voip-no-like', 2, 1796198400000, 'pending', 'send', 1, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (76, 39, 7, 'telegram', 'no-voip-no-like', 2, 1796198400000, 'pending', 'send', 2, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (77, 39, 8, 'telegram', 'no-voip-no-like', 2, 1796198400000, 'pending', 'send', 3, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (73, 37, 7, 'telegram', 'no-voip-no-like', 3, 1796155200000, 'skipped', 'pin', 2, '72efce0cd906d16e', '', 'replaced', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (80, 43, 2, 'telegram', 'no-voip-no-like', 2, 1796241600000, 'pending', 'send', 1, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (81, 43, 7, 'telegram', 'no-voip-no-like', 2, 1796241600000, 'pending', 'send', 2, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (82, 43, 8, 'telegram', 'no-voip-no-like', 2, 1796241600000, 'pending', 'send', 3, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (78, 41, 7, 'telegram', 'no-voip-no-like', 3, 1796198400000, 'skipped', 'pin', 2, '72efce0cd906d16e', '', 'replaced', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (74, 38, 8, 'telegram', 'no-voip-no-like', 3, 1796155200000, 'skipped', 'send', 3, '100000:93000:1 200000:186000:1 300000:277000:1', '', 'replaced', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (83, 45, 7, 'telegram', 'no-voip-no-like', 3, 1796241600000, 'skipped', 'pin', 2, '72efce0cd906d16e', '', 'replaced', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (86, 48, 2, 'telegram', 'no-voip-no-like', 2, 1796414400000, 'pending', 'send', 1, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (87, 48, 7, 'telegram', 'no-voip-no-like', 2, 1796414400000, 'pending', 'send', 2, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (88, 48, 8, 'telegram', 'no-voip-no-like', 2, 1796414400000, 'pending', 'send', 3, '', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (85, 47, 7, 'telegram', 'no-voip-no-like', 3, 1796245200000, 'skipped', 'pin', 2, '72efce0cd906d16e', '', 'replaced', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (90, 51, 2, 'telegram', 'no-voip-no-like', 3, 1796342340000, 'pending', 'send', 1, '100000:93000:1 200000:186000:1 300000:277000:1', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (79, 42, 2, 'telegram', 'no-voip-no-like', 3, 1796169540000, 'skipped', 'send', 1, '100000:93000:1 200000:186000:1 300000:277000:1', '', 'replaced', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (91, 52, 8, 'telegram', 'no-voip-no-like', 3, 1796414400000, 'pending', 'send', 3, '100000:93000:1 200000:186000:1 300000:277000:1', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (84, 46, 8, 'telegram', 'no-voip-no-like', 3, 1796241600000, 'skipped', 'send', 3, '100000:93000:1 200000:186000:1 300000:277000:1', '', 'replaced', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (92, 53, 7, 'telegram', 'no-voip-no-like', 3, 1796418000000, 'pending', 'pin', 2, '72efce0cd906d16e', '', '', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (89, 50, 7, 'telegram', 'no-voip-no-like', 3, 1796414400000, 'skipped', 'pin', 2, '72efce0cd906d16e', '', 'replaced', '', 0, 0, 0, false, NULL, NULL, NULL);
INSERT INTO public.deliveries VALUES (40, 19, 4, 'telegram', 'no-voip-no-like', 0, 1796119201000, 'sent', 'send', 0, '', 'm40', '', '', 1, 0, 1, false, NULL, 1796418001000, 1796418001000);
INSERT INTO public.deliveries VALUES (47, 22, 3, 'telegram', 'no-voip-no-like', 0, 1796119203000, 'sent', 'send', 0, '', 'm47', '', '', 1, 0, 1, false, NULL, 1796418001000, 1796418001000);
INSERT INTO public.deliveries VALUES (61, 29, 1, 'telegram', 'no-voip-no-like', 0, 1796119204000, 'sent', 'send', 0, '', 'm61', '', '', 1, 1, 1, false, NULL, 1796418001000, 1796418001000);
INSERT INTO public.events VALUES (1, 'no-voip-no-like', 'open', '{"id":1,"campaign":"no-voip-no-like","zone":"UTC","plan":{"kind":"phone_off","local":"2026-12-10T20:00:00","length":259200,"goal":"40","title":{"by_language":{},"fallback":"en"},"options":{},"key":""},"planned_until":"2026-12-01T10:00:00+00:00","state":"open","marks":["goal-25","burst-0"],"draft":null,"alarm":"","card":1,"trusted":[],"simulated":false,"filed":null}', 1796846400000, 1796418000000, NULL);
INSERT INTO public.events VALUES (6, 'no-voip-no-like', 'open', '{"id":6,"campaign":"no-voip-no-like","zone":"UTC","plan":{"kind":"unlike_drive","local":"2026-12-14T20:00:00","length":86400,"goal":"1000","title":{"by_language":{},"fallback":"en"},"options":{},"key":""},"planned_until":"2026-12-01T10:00:00+00:00","state":"open","marks":[],"draft":null,"alarm":"","card":13,"trusted":[],"simulated":false,"filed":null}', 1797192000000, 1796418000000, NULL);
INSERT INTO public.events VALUES (3, 'no-voip-no-like', 'proposed', '{"id":3,"campaign":"no-voip-no-like","zone":"UTC","plan":{"kind":"sign_on","local":"2026-12-12T20:00:00","length":2592000,"goal":"","title":{"by_language":{"en":"Sign with us"},"fallback":"en"},"options":{},"key":""},"planned_until":"2026-12-01T10:00:00+00:00","state":"proposed","marks":[],"draft":{"kind":"sign_on","local":"2026-12-12T20:00:00","length":2592000,"goal":"","title":{"by_language":{"en":"Sign with us"},"fallback":"en"},"options":{},"key":""},"alarm":"","card":0,"trusted":[],"simulated":false,"filed":null}', NULL, NULL, NULL);
INSERT INTO public.events VALUES (4, 'no-voip-no-like', 'cancelled', '{"id":4,"campaign":"no-voip-no-like","zone":"UTC","plan":{"kind":"phone_off","local":"2026-12-13T20:00:00","length":259200,"goal":"","title":{"by_language":{},"fallback":"en"},"options":{},"key":""},"planned_until":"2026-12-01T10:00:00+00:00","state":"cancelled","marks":[],"draft":null,"alarm":"","card":9,"trusted":[],"simulated":false,"filed":null}', NULL, NULL, NULL);
INSERT INTO public.events VALUES (5, 'no-voip-no-like', 'closed', '{"id":5,"campaign":"no-voip-no-like","zone":"UTC","plan":{"kind":"phone_off","local":"2026-12-01T20:00:00","length":86400,"goal":"","title":{"by_language":{},"fallback":"en"},"options":{},"key":""},"planned_until":"2026-12-04T20:00:00+00:00","state":"closed","marks":[],"draft":null,"alarm":"","card":12,"trusted":[],"simulated":false,"filed":null}', NULL, 1796245200000, '[{"is": "Reply", "title": {"is": "Text", "id": "event-result-title", "values": {"map": {"title": {"is": "Text", "id": "phone-off-title", "values": {"map": {}}}, "id": "5"}}}, "lines": [{"is": "Text", "id": "result-pledged", "values": {"map": {"people": 8}}}, {"is": "Text", "id": "result-checked-in", "values": {"map": {"people": 7}}}, {"is": "Text", "id": "result-completed", "values": {"map": {"people": 7}}}, {"is": "Text", "id": "result-median", "values": {"map": {"hours": 24}}}, {"is": "Text", "id": "phone-off-hours", "values": {"map": {"hours": 168}}}, {"is": "Text", "id": "verdict-short", "values": {"map": {"name": {"is": "Names", "by_language": {"map": {"ar": "اتصالات المغرب", "en": "Maroc Telecom", "fr": "Maroc Telecom"}}, "fallback": "en"}}}}, {"is": "Text", "id": "verdict-short", "values": {"map": {"name": {"is": "Names", "by_language": {"map": {"ar": "إنوي", "en": "Inwi", "fr": "Inwi"}}, "fallback": "en"}}}}, {"is": "Text", "id": "verdict-short", "values": {"map": {"name": {"is": "Names", "by_language": {"map": {"ar": "ميديتل", "en": "Meditel", "fr": "Meditel"}}, "fallback": "en"}}}}], "table": null, "buttons": [[{"is": "Button", "label": {"is": "Text", "id": "button-sums", "values": {"map": {}}}, "command": "event 5 sums", "url": ""}]], "picture": "", "personal": false, "language": ""}, {"is": "Reply", "title": {"is": "Text", "id": "event-title", "values": {"map": {"title": {"is": "Text", "id": "phone-off-title", "values": {"map": {}}}, "id": "5"}}}, "lines": [{"is": "Text", "id": "phone-off-no-assumption", "values": {"map": {}}}], "table": null, "buttons": [], "picture": "", "personal": false, "language": ""}]');
INSERT INTO public.events VALUES (2, 'no-voip-no-like', 'open', '{"id":2,"campaign":"no-voip-no-like","zone":"UTC","plan":{"kind":"bill_strike","local":"2026-12-11T20:00:00","length":2678400,"goal":"","title":{"by_language":{"en":"A week without credit"},"fallback":"en"},"options":{},"key":""},"planned_until":"2026-12-01T10:00:00+00:00","state":"open","marks":[],"draft":{"kind":"bill_strike","local":"2026-12-11T20:00:00","length":2678400,"goal":"","title":{"by_language":{"en":"Ten days without credit","fr":"Dix jours sans recharge"},"fallback":"en"},"options":{},"key":""},"alarm":"","card":2,"trusted":[],"simulated":false,"filed":null}', 1796760000000, 1796418000000, NULL);
INSERT INTO public.failing VALUES (2, 'hidden', 1796119200000);
INSERT INTO public.held VALUES (1, 40000, 1, 1796119200000);
INSERT INTO public.invites VALUES ('febe1d741b49e5a9c31526728d8c5134a803adfc4c04c4f052673722ed85597e', 'no-voip-no-like', 'organizer', 1797847200000);
INSERT INTO public.notes VALUES ('about-page:3', 'note-followers');
INSERT INTO public.notes VALUES ('secret-fingerprint', '0123456789abcdef');
INSERT INTO public.notes VALUES ('bot-link:telegram', 'https://t.me/NolikeBot');
INSERT INTO public.notes VALUES ('rest:facebook', '2026-12-01T11:00:00+00:00');
INSERT INTO public.notes VALUES ('halt:telegram', '2026-12-01T10:00:00+00:00 12.500');
INSERT INTO public.notes VALUES ('discord-nonces', 'a1b2c3d4');
INSERT INTO public.notes VALUES ('telegram-menus', '0f0f');
INSERT INTO public.notes VALUES ('discord-commands', '{"mark": "0e0e", "ids": {"stats": "17"}}');
INSERT INTO public.notes VALUES ('discord-told:3001:events', 'create_events');
INSERT INTO public.notes VALUES ('calendar:1:99', '1234 0f0f');
INSERT INTO public.notes VALUES ('repeat-count:2', '5 1 at 2026-12-01T10:00:00+00:00');
INSERT INTO public.notes VALUES ('milestone:no-voip-no-like:percent', '7.0');
INSERT INTO public.notes VALUES ('milestone:no-voip-no-like:likes', '0');
INSERT INTO public.pages VALUES (1, 'no-voip-no-like', 'facebook', 'maroctelecom', true, NULL);
INSERT INTO public.pages VALUES (2, 'no-voip-no-like', 'facebook', 'inwi', true, NULL);
INSERT INTO public.pages VALUES (3, 'no-voip-no-like', 'facebook', 'meditel', true, NULL);
INSERT INTO public.pledges VALUES (1, 'de8f63bd38621653887f3e3030f02e76', 1796119200000, 2, 'fes', 0, NULL, NULL, false, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, '746fbf747ff244dfe1224c11f27c5d0f', 1796119200000, 3, 'rabat', 0, NULL, NULL, false, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, '8918e740760937e976261e4397d0a917', 1796119200000, 1, 'fes', 0, NULL, NULL, false, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, '2a625d00371dafd5a2080ae5e7b999f5', 1796119200000, 2, 'rabat', 0, NULL, NULL, false, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, '7dbb6da9b2c3e8087ca6d2b01a43ebe3', 1796119200000, 3, 'fes', 0, NULL, NULL, false, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, 'f936e8a2b77f04d9e096b3bece2446b0', 1796119200000, 1, 'rabat', 0, NULL, NULL, false, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, '3ac63ca08536d7f6a0146efac52e1f50', 1796119200000, 2, 'fes', 0, NULL, NULL, false, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (5, '2119e4282e5c701b781fcd91cdf01770', 1796119200000, 1, '', 0, NULL, NULL, false, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, '98094dac718322d10168090707134e9a', 1796119200000, 1, '', 0, NULL, 6, true, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, '4b8655ed44865c0ab1fb391e9e51629b', 1796119200000, 1, '', 0, NULL, 6, true, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, '590995a75adbe17652692bc379d81c28', 1796119200000, 1, '', 0, NULL, 6, true, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, '6453e8b2e80d5ac2de94930b7609bbdd', 1796119200000, 1, '', 0, NULL, 6, true, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, '240b5c1e8ebbbee915011710d1c7f939', 1796119200000, 1, '', 0, NULL, 6, true, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, 'c8a6c9202069f9ee5c373dd4e62aa00c', 1796119200000, 1, '', 0, NULL, 6, true, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, '4b29a1c3db9bf2d0e2fe1138dd462798', 1796119200000, 1, '', 0, NULL, 6, true, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, '406ff53e301f51c860b6b38c43687a0c', 1796119200000, 1, '', 0, NULL, 6, true, 1796119200000, NULL, 1, NULL, false, NULL);
INSERT INTO public.pledges VALUES (2, 'de8f63bd38621653887f3e3030f02e76', 1796119200000, 0, '', 0, NULL, NULL, false, NULL, 1796119200000, 0, NULL, false, NULL);
INSERT INTO public.pledges VALUES (2, '746fbf747ff244dfe1224c11f27c5d0f', 1796119200000, 0, '', 0, NULL, NULL, false, NULL, 1796119200000, 0, NULL, false, NULL);
INSERT INTO public.pledges VALUES (2, '8918e740760937e976261e4397d0a917', 1796119200000, 0, '', 0, NULL, NULL, false, NULL, 1796119200000, 0, NULL, false, NULL);
INSERT INTO public.pledges VALUES (2, '2a625d00371dafd5a2080ae5e7b999f5', 1796119200000, 0, '', 0, NULL, NULL, false, NULL, 1796119200000, 0, NULL, false, NULL);
INSERT INTO public.pledges VALUES (2, '7dbb6da9b2c3e8087ca6d2b01a43ebe3', 1796119200000, 0, '', 0, NULL, NULL, false, NULL, 1796119200000, 0, NULL, false, NULL);
INSERT INTO public.pledges VALUES (2, 'f936e8a2b77f04d9e096b3bece2446b0', 1796119200000, 0, '', 0, NULL, NULL, false, NULL, 1796119200000, 0, NULL, false, NULL);
INSERT INTO public.pledges VALUES (1, '2119e4282e5c701b781fcd91cdf01770', 1796119200000, 0, '', 0, NULL, NULL, false, NULL, NULL, 2, NULL, false, NULL);
INSERT INTO public.pledges VALUES (5, 'de8f63bd38621653887f3e3030f02e76', 1796245200000, 1, '', 0, NULL, NULL, false, 1796119200000, NULL, 1, 24, true, NULL);
INSERT INTO public.pledges VALUES (5, '746fbf747ff244dfe1224c11f27c5d0f', 1796245200000, 1, '', 0, NULL, NULL, false, 1796119200000, NULL, 1, 24, true, NULL);
INSERT INTO public.pledges VALUES (5, '8918e740760937e976261e4397d0a917', 1796245200000, 1, '', 0, NULL, NULL, false, 1796119200000, NULL, 1, 24, true, NULL);
INSERT INTO public.pledges VALUES (5, '2a625d00371dafd5a2080ae5e7b999f5', 1796245200000, 1, '', 0, NULL, NULL, false, 1796119200000, NULL, 1, 24, true, NULL);
INSERT INTO public.pledges VALUES (5, '7dbb6da9b2c3e8087ca6d2b01a43ebe3', 1796245200000, 1, '', 0, NULL, NULL, false, 1796119200000, NULL, 1, 24, true, NULL);
INSERT INTO public.pledges VALUES (5, 'f936e8a2b77f04d9e096b3bece2446b0', 1796245200000, 1, '', 0, NULL, NULL, false, 1796119200000, NULL, 1, 24, true, NULL);
INSERT INTO public.pledges VALUES (5, '3ac63ca08536d7f6a0146efac52e1f50', 1796245200000, 1, '', 0, NULL, NULL, false, 1796119200000, NULL, 1, 24, true, NULL);
INSERT INTO public.private_addresses VALUES (1, '\x76fc713c78853e0f9dc60b7067bf600051394a66dd69d95d805555d89f');
INSERT INTO public.private_addresses VALUES (3, '\xc384607820b43b21c4c77ac9abdb8a31dca145d5c805ffb92994e65e18');
INSERT INTO public.private_addresses VALUES (4, '\x9d986ffde9af367047e73cf5e2508b78d45ae0839921b7d6b970dc0088');
INSERT INTO public.private_addresses VALUES (5, '\xf4e90f54dbda4f5e96f0e2521c62dd0839fe31b3d94f8c34308bab61c7cb');
INSERT INTO public.private_addresses VALUES (8, '\x70736965de2ce159d6fecf709d70b7156379007d560e6dde3d3668e73014');
INSERT INTO public.private_addresses VALUES (9, '\xf6a2b9a2f59c0bbb3a76a93a8d8e7190a287481371a210fdd63a24176b2800');
INSERT INTO public.private_reasons VALUES (1, 'role:no-voip-no-like');
INSERT INTO public.private_reasons VALUES (3, 'role:no-voip-no-like');
INSERT INTO public.private_reasons VALUES (4, 'role:no-voip-no-like');
INSERT INTO public.private_reasons VALUES (5, 'role:no-voip-no-like');
INSERT INTO public.private_reasons VALUES (8, 'subscription:3');
INSERT INTO public.private_reasons VALUES (9, 'event:1');
INSERT INTO public.roles VALUES ('no-voip-no-like', '0c1f79d9ffbfa7fb1fba6c733a7a8a46', 'organizer', 'telegram', 1796119200000);
INSERT INTO public.roles VALUES ('no-voip-no-like', 'd3b8cbca4056a2a7fb7b9faf3473573f', 'organizer', 'telegram', 1796119200000);
INSERT INTO public.roles VALUES ('no-voip-no-like', 'b4529d9ea97db20f1901247db53de301', 'owner', 'telegram', 1796119200000);
INSERT INTO public.roles VALUES ('no-voip-no-like', 'e95131635f360fcee93ed47fc7ec3225', 'reporter', 'telegram', 1796119200000);
INSERT INTO public.snapshots VALUES (1, 1795251600, 100000, 1, 0);
INSERT INTO public.snapshots VALUES (1, 1795338000, 99300, 1, 0);
INSERT INTO public.snapshots VALUES (1, 1795424400, 98600, 1, 0);
INSERT INTO public.snapshots VALUES (1, 1795510800, 97900, 1, 0);
INSERT INTO public.snapshots VALUES (1, 1795597200, 97200, 1, 0);
INSERT INTO public.snapshots VALUES (1, 1795683600, 96500, 1, 0);
INSERT INTO public.snapshots VALUES (1, 1795770000, 95800, 1, 0);
INSERT INTO public.snapshots VALUES (1, 1795856400, 95100, 1, 0);
INSERT INTO public.snapshots VALUES (1, 1795942800, 94400, 1, 0);
INSERT INTO public.snapshots VALUES (1, 1796029200, 93700, 1, 0);
INSERT INTO public.snapshots VALUES (1, 1796115600, 93000, 1, 0);
INSERT INTO public.snapshots VALUES (2, 1795251600, 200000, 1, 0);
INSERT INTO public.snapshots VALUES (2, 1795338000, 198600, 1, 0);
INSERT INTO public.snapshots VALUES (2, 1795424400, 197200, 1, 0);
INSERT INTO public.snapshots VALUES (2, 1795510800, 195800, 1, 0);
INSERT INTO public.snapshots VALUES (2, 1795597200, 194400, 1, 0);
INSERT INTO public.snapshots VALUES (2, 1795683600, 193000, 1, 0);
INSERT INTO public.snapshots VALUES (2, 1795770000, 191600, 1, 0);
INSERT INTO public.snapshots VALUES (2, 1795856400, 190200, 1, 0);
INSERT INTO public.snapshots VALUES (2, 1795942800, 188800, 1, 0);
INSERT INTO public.snapshots VALUES (2, 1796029200, 187400, 1, 0);
INSERT INTO public.snapshots VALUES (2, 1796115600, 186000, 1, 0);
INSERT INTO public.snapshots VALUES (3, 1795251600, 300000, 1, 0);
INSERT INTO public.snapshots VALUES (3, 1795338000, 297900, 1, 0);
INSERT INTO public.snapshots VALUES (3, 1795424400, 295800, 1, 0);
INSERT INTO public.snapshots VALUES (3, 1795510800, 293700, 1, 0);
INSERT INTO public.snapshots VALUES (3, 1795597200, 291600, 1, 0);
INSERT INTO public.snapshots VALUES (3, 1795683600, 289500, 1, 0);
INSERT INTO public.snapshots VALUES (3, 1795770000, 287400, 1, 0);
INSERT INTO public.snapshots VALUES (3, 1795856400, 285300, 1, 0);
INSERT INTO public.snapshots VALUES (3, 1795942800, 283200, 1, 0);
INSERT INTO public.snapshots VALUES (3, 1796029200, 281100, 1, 0);
INSERT INTO public.snapshots VALUES (3, 1796115600, 279000, 1, 0);
INSERT INTO public.snapshots VALUES (3, 1796119200, 277000, 1, 0);
INSERT INTO public.subscriptions VALUES (1, 2, 'no-voip-no-like', '23:59', 'post', 1796428740000, '', '');
INSERT INTO public.subscriptions VALUES (3, 8, 'no-voip-no-like', '20:00', 'post', 1796500800000, '', '');
INSERT INTO public.subscriptions VALUES (2, 7, 'no-voip-no-like', '60', 'board', 1796418060000, '', '');
INSERT INTO public.taps VALUES (1, 'de8f63bd38621653887f3e3030f02e76');
INSERT INTO public.taps VALUES (1, '746fbf747ff244dfe1224c11f27c5d0f');
INSERT INTO public.taps VALUES (1, '8918e740760937e976261e4397d0a917');
INSERT INTO public.taps VALUES (1, '2a625d00371dafd5a2080ae5e7b999f5');
INSERT INTO public.taps VALUES (1, '7dbb6da9b2c3e8087ca6d2b01a43ebe3');
INSERT INTO public.taps VALUES (1, 'f936e8a2b77f04d9e096b3bece2446b0');
INSERT INTO public.taps VALUES (1, '3ac63ca08536d7f6a0146efac52e1f50');
INSERT INTO public.wrong_codes VALUES (1, '973e530258d35e4ee7373147e1bbb159', 1796119200000);
SELECT pg_catalog.setval('public.announcements_id_seq', 53, true);
SELECT pg_catalog.setval('public.audit_id_seq', 51, true);
SELECT pg_catalog.setval('public.calls_id_seq', 9, true);
SELECT pg_catalog.setval('public.chats_id_seq', 9, true);
SELECT pg_catalog.setval('public.deliveries_id_seq', 92, true);
SELECT pg_catalog.setval('public.events_id_seq', 6, true);
SELECT pg_catalog.setval('public.inbox_id_seq', 1, false);
SELECT pg_catalog.setval('public.pages_id_seq', 3, true);
SELECT pg_catalog.setval('public.subscriptions_id_seq', 3, true);
SELECT pg_catalog.setval('public.wrong_codes_id_seq', 1, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.announcements
    ADD CONSTRAINT pk_announcements PRIMARY KEY (id);
ALTER TABLE ONLY public.approvals
    ADD CONSTRAINT pk_approvals PRIMARY KEY (call_id, pseudonym);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT pk_audit PRIMARY KEY (id);
ALTER TABLE ONLY public.baselines
    ADD CONSTRAINT pk_baselines PRIMARY KEY (page_id);
ALTER TABLE ONLY public.calls
    ADD CONSTRAINT pk_calls PRIMARY KEY (id);
ALTER TABLE ONLY public.campaigns
    ADD CONSTRAINT pk_campaigns PRIMARY KEY (slug);
ALTER TABLE ONLY public.chats
    ADD CONSTRAINT pk_chats PRIMARY KEY (id);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT pk_deliveries PRIMARY KEY (id);
ALTER TABLE ONLY public.dialogues
    ADD CONSTRAINT pk_dialogues PRIMARY KEY (pseudonym);
ALTER TABLE ONLY public.events
    ADD CONSTRAINT pk_events PRIMARY KEY (id);
ALTER TABLE ONLY public.failing
    ADD CONSTRAINT pk_failing PRIMARY KEY (page_id);
ALTER TABLE ONLY public.held
    ADD CONSTRAINT pk_held PRIMARY KEY (page_id);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT pk_inbox PRIMARY KEY (id);
ALTER TABLE ONLY public.invites
    ADD CONSTRAINT pk_invites PRIMARY KEY (code_hash);
ALTER TABLE ONLY public.leases
    ADD CONSTRAINT pk_leases PRIMARY KEY (name);
ALTER TABLE ONLY public.notes
    ADD CONSTRAINT pk_notes PRIMARY KEY (name);
ALTER TABLE ONLY public.pages
    ADD CONSTRAINT pk_pages PRIMARY KEY (id);
ALTER TABLE ONLY public.picture_files
    ADD CONSTRAINT pk_picture_files PRIMARY KEY (picture_id, platform);
ALTER TABLE ONLY public.pictures
    ADD CONSTRAINT pk_pictures PRIMARY KEY (id);
ALTER TABLE ONLY public.pledges
    ADD CONSTRAINT pk_pledges PRIMARY KEY (event_id, pseudonym);
ALTER TABLE ONLY public.private_addresses
    ADD CONSTRAINT pk_private_addresses PRIMARY KEY (chat_id);
ALTER TABLE ONLY public.private_reasons
    ADD CONSTRAINT pk_private_reasons PRIMARY KEY (chat_id, reason);
ALTER TABLE ONLY public.roles
    ADD CONSTRAINT pk_roles PRIMARY KEY (campaign, pseudonym);
ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT pk_snapshots PRIMARY KEY (page_id, taken_at);
ALTER TABLE ONLY public.subscriptions
    ADD CONSTRAINT pk_subscriptions PRIMARY KEY (id);
ALTER TABLE ONLY public.taps
    ADD CONSTRAINT pk_taps PRIMARY KEY (call_id, pseudonym);
ALTER TABLE ONLY public.wrong_codes
    ADD CONSTRAINT pk_wrong_codes PRIMARY KEY (id);
ALTER TABLE ONLY public.announcements
    ADD CONSTRAINT uq_announcements_key UNIQUE (key);
ALTER TABLE ONLY public.chats
    ADD CONSTRAINT uq_chats_platform_address_thread UNIQUE (platform, address, thread);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT uq_deliveries_announcement_id_chat_id UNIQUE (announcement_id, chat_id);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT uq_inbox_platform_update UNIQUE (platform, update);
ALTER TABLE ONLY public.pages
    ADD CONSTRAINT uq_pages_campaign_source_handle UNIQUE (campaign, source, handle);
ALTER TABLE ONLY public.subscriptions
    ADD CONSTRAINT uq_subscriptions_chat_id_campaign UNIQUE (chat_id, campaign);
CREATE INDEX ix_announcements_paused ON public.announcements USING btree (id) WHERE (stop = 'paused'::text);
CREATE INDEX ix_audit_campaign ON public.audit USING btree (campaign, id);
CREATE INDEX ix_calls_busy ON public.calls USING btree (looked_at) WHERE busy;
CREATE INDEX ix_calls_scheduled ON public.calls USING btree (due) WHERE (state = 'scheduled'::text);
CREATE INDEX ix_deliveries_chat_id ON public.deliveries USING btree (chat_id);
CREATE INDEX ix_deliveries_leased ON public.deliveries USING btree (leased_until) WHERE (leased_until IS NOT NULL);
CREATE INDEX ix_deliveries_leased_in_chat ON public.deliveries USING btree (chat_id) WHERE (leased_until IS NOT NULL);
CREATE INDEX ix_deliveries_left ON public.deliveries USING btree (platform, left_at) WHERE (left_at IS NOT NULL);
CREATE INDEX ix_deliveries_ready ON public.deliveries USING btree (platform, priority, due, id) WHERE ((state = 'pending'::text) AND (leased_until IS NULL));
CREATE INDEX ix_deliveries_ready_in_chat ON public.deliveries USING btree (chat_id, priority, due, id) WHERE ((state = 'pending'::text) AND (leased_until IS NULL));
CREATE INDEX ix_events_open ON public.events USING btree (next_due) WHERE (state = 'open'::text);
CREATE INDEX ix_inbox_at ON public.inbox USING btree (at);
CREATE INDEX ix_inbox_waiting ON public.inbox USING btree (platform, id) WHERE (sealed IS NOT NULL);
CREATE INDEX ix_pledges_chat ON public.pledges USING btree (event_id, chat_id, pledged_at);
CREATE INDEX ix_subscriptions_next_due ON public.subscriptions USING btree (next_due);
CREATE INDEX ix_wrong_codes_pseudonym ON public.wrong_codes USING btree (pseudonym);
ALTER TABLE ONLY public.announcements
    ADD CONSTRAINT fk_announcements_campaign FOREIGN KEY (campaign) REFERENCES public.campaigns(slug);
ALTER TABLE ONLY public.approvals
    ADD CONSTRAINT fk_approvals_call_id FOREIGN KEY (call_id) REFERENCES public.calls(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.baselines
    ADD CONSTRAINT fk_baselines_page_id FOREIGN KEY (page_id) REFERENCES public.pages(id);
ALTER TABLE ONLY public.calls
    ADD CONSTRAINT fk_calls_campaign FOREIGN KEY (campaign) REFERENCES public.campaigns(slug);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT fk_deliveries_announcement_id FOREIGN KEY (announcement_id) REFERENCES public.announcements(id);
ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT fk_deliveries_chat_id FOREIGN KEY (chat_id) REFERENCES public.chats(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.events
    ADD CONSTRAINT fk_events_campaign FOREIGN KEY (campaign) REFERENCES public.campaigns(slug);
ALTER TABLE ONLY public.failing
    ADD CONSTRAINT fk_failing_page_id FOREIGN KEY (page_id) REFERENCES public.pages(id);
ALTER TABLE ONLY public.held
    ADD CONSTRAINT fk_held_page_id FOREIGN KEY (page_id) REFERENCES public.pages(id);
ALTER TABLE ONLY public.invites
    ADD CONSTRAINT fk_invites_campaign FOREIGN KEY (campaign) REFERENCES public.campaigns(slug);
ALTER TABLE ONLY public.pages
    ADD CONSTRAINT fk_pages_campaign FOREIGN KEY (campaign) REFERENCES public.campaigns(slug);
ALTER TABLE ONLY public.picture_files
    ADD CONSTRAINT fk_picture_files_picture_id FOREIGN KEY (picture_id) REFERENCES public.pictures(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.pledges
    ADD CONSTRAINT fk_pledges_event_id FOREIGN KEY (event_id) REFERENCES public.events(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.private_addresses
    ADD CONSTRAINT fk_private_addresses_chat_id FOREIGN KEY (chat_id) REFERENCES public.chats(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.private_reasons
    ADD CONSTRAINT fk_private_reasons_chat_id FOREIGN KEY (chat_id) REFERENCES public.chats(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.roles
    ADD CONSTRAINT fk_roles_campaign FOREIGN KEY (campaign) REFERENCES public.campaigns(slug);
ALTER TABLE ONLY public.snapshots
    ADD CONSTRAINT fk_snapshots_page_id FOREIGN KEY (page_id) REFERENCES public.pages(id);
ALTER TABLE ONLY public.subscriptions
    ADD CONSTRAINT fk_subscriptions_campaign FOREIGN KEY (campaign) REFERENCES public.campaigns(slug);
ALTER TABLE ONLY public.subscriptions
    ADD CONSTRAINT fk_subscriptions_chat_id FOREIGN KEY (chat_id) REFERENCES public.chats(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.taps
    ADD CONSTRAINT fk_taps_call_id FOREIGN KEY (call_id) REFERENCES public.calls(id) ON DELETE CASCADE;
