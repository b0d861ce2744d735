"""Create the tables."""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table('conversation',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.Column('expires_at', sa.DateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('conversation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_conversation_expires_at'), ['expires_at'], unique=False)

    op.create_table('feedback',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('conversation_id', sa.String(), nullable=False),
    sa.Column('procedure_code', sa.String(), nullable=True),
    sa.Column('rating', sa.Integer(), nullable=True),
    sa.Column('comment', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('procedure',
    sa.Column('code', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('short_name', sa.String(), nullable=False),
    sa.Column('sector', sa.String(), nullable=False),
    sa.Column('level', sa.Enum('ministry', 'province', 'commune', 'other', name='level', native_enum=False, length=30), nullable=False),
    sa.Column('applicants', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('code')
    )
    op.create_table('revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('source',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('number', sa.String(), nullable=True),
    sa.Column('url', sa.String(), nullable=True),
    sa.Column('retrieved_on', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('turn',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('conversation_id', sa.String(), nullable=False),
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('intent', sa.String(), nullable=True),
    sa.Column('confidence', sa.Float(), nullable=True),
    sa.Column('procedure_code', sa.String(), nullable=True),
    sa.Column('aspect', sa.String(), nullable=True),
    sa.Column('outcome', sa.String(), nullable=False),
    sa.Column('milliseconds', sa.Float(), nullable=False),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('turn', schema=None) as batch_op:
        batch_op.create_index('ix_turn_conversation', ['conversation_id', 'id'], unique=False)

    op.create_table('alias',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('procedure_code', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['procedure_code'], ['procedure.code'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('alias', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_alias_procedure_code'), ['procedure_code'], unique=False)

    op.create_table('local_rule',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('content_hash', sa.String(), nullable=False),
    sa.Column('superseded_at', sa.DateTime(), nullable=True),
    sa.Column('kind', sa.Enum('fee', 'charge', name='feekind', native_enum=False, length=30), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('channels', sa.JSON(), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('unit', sa.Enum('per_time', 'per_page', 'per_copy', 'per_case', 'per_certificate', 'per_person', name='feeunit', native_enum=False, length=30), nullable=False),
    sa.Column('condition', sa.String(), nullable=True),
    sa.Column('exemption', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('whole_subject', sa.Boolean(), nullable=False),
    sa.Column('grade', sa.Enum('primary_text_read', 'secondary_only', name='grade', native_enum=False, length=30), nullable=False),
    sa.Column('effective_from', sa.Date(), nullable=True),
    sa.Column('effective_to', sa.Date(), nullable=True),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('local_rule', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_local_rule_key'), ['key'], unique=False)

    op.create_table('office',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('address', sa.String(), nullable=False),
    sa.Column('phone', sa.String(), nullable=True),
    sa.Column('email', sa.String(), nullable=True),
    sa.Column('hours', sa.String(), nullable=True),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], ),
    sa.PrimaryKeyConstraint('key')
    )
    op.create_table('version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('procedure_code', sa.String(), nullable=False),
    sa.Column('decision_number', sa.String(), nullable=True),
    sa.Column('decision_issuer', sa.String(), nullable=False),
    sa.Column('decision_issued_on', sa.Date(), nullable=True),
    sa.Column('effective_from', sa.Date(), nullable=True),
    sa.Column('effective_to', sa.Date(), nullable=True),
    sa.Column('known_from', sa.Date(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('content_hash', sa.String(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(), nullable=False),
    sa.Column('superseded_at', sa.DateTime(), nullable=True),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('authority', sa.String(), nullable=False),
    sa.Column('agency', sa.String(), nullable=True),
    sa.Column('received_by', sa.Enum('service_centre', 'police', 'agency', name='reception', native_enum=False, length=30), nullable=False),
    sa.Column('online_level', sa.Enum('full', 'partial', 'information', name='onlinelevel', native_enum=False, length=30), nullable=True),
    sa.Column('channels', sa.JSON(), nullable=False),
    sa.Column('where_note', sa.String(), nullable=True),
    sa.Column('fee_note', sa.String(), nullable=True),
    sa.Column('documents_note', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['procedure_code'], ['procedure.code'], ),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('version', schema=None) as batch_op:
        batch_op.create_index('ix_version_lookup', ['procedure_code', 'known_from'], unique=False)

    op.create_table('circumstance',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('circumstance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_circumstance_version_id'), ['version_id'], unique=False)

    op.create_table('fee',
    sa.Column('kind', sa.Enum('fee', 'charge', name='feekind', native_enum=False, length=30), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('label', sa.String(), nullable=False),
    sa.Column('channels', sa.JSON(), nullable=False),
    sa.Column('amount', sa.Integer(), nullable=False),
    sa.Column('unit', sa.Enum('per_time', 'per_page', 'per_copy', 'per_case', 'per_certificate', 'per_person', name='feeunit', native_enum=False, length=30), nullable=False),
    sa.Column('exemption', sa.String(), nullable=True),
    sa.Column('effective_from', sa.Date(), nullable=True),
    sa.Column('effective_to', sa.Date(), nullable=True),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('circumstances', sa.JSON(), nullable=False),
    sa.Column('condition', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], ),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('fee', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fee_version_id'), ['version_id'], unique=False)

    op.create_table('legal_basis',
    sa.Column('number', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('legal_basis', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_legal_basis_version_id'), ['version_id'], unique=False)

    op.create_table('local_rule_procedure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('rule_id', sa.Integer(), nullable=False),
    sa.Column('procedure_code', sa.String(), nullable=False),
    sa.Column('basis', sa.Enum('listed', 'by_name', name='codebasis', native_enum=False, length=30), nullable=False),
    sa.Column('circumstances', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['rule_id'], ['local_rule.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('local_rule_procedure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_local_rule_procedure_procedure_code'), ['procedure_code'], unique=False)
        batch_op.create_index(batch_op.f('ix_local_rule_procedure_rule_id'), ['rule_id'], unique=False)

    op.create_table('processing_time',
    sa.Column('channels', sa.JSON(), nullable=False),
    sa.Column('value', sa.Numeric(precision=6, scale=2), nullable=False),
    sa.Column('unit', sa.Enum('working_day', 'day', 'hour', 'working_hour', 'month', name='timeunit', native_enum=False, length=30), nullable=False),
    sa.Column('at_most', sa.Boolean(), nullable=False),
    sa.Column('cutoff_hour', sa.Integer(), nullable=True),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('circumstances', sa.JSON(), nullable=False),
    sa.Column('condition', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], ),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('processing_time', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_processing_time_version_id'), ['version_id'], unique=False)

    op.create_table('required_document',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('handling', sa.Enum('submit', 'present', name='handling', native_enum=False, length=30), nullable=False),
    sa.Column('originals', sa.Integer(), nullable=False),
    sa.Column('copies', sa.Integer(), nullable=False),
    sa.Column('certified', sa.Boolean(), nullable=False),
    sa.Column('form', sa.String(), nullable=True),
    sa.Column('waived_when', sa.String(), nullable=True),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('circumstances', sa.JSON(), nullable=False),
    sa.Column('condition', sa.String(), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], ),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('required_document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_required_document_version_id'), ['version_id'], unique=False)

    op.create_table('statement',
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['version.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('statement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_statement_version_id'), ['version_id'], unique=False)



def downgrade() -> None:
    """Undo the change."""
    with op.batch_alter_table('statement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_statement_version_id'))

    op.drop_table('statement')
    with op.batch_alter_table('required_document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_required_document_version_id'))

    op.drop_table('required_document')
    with op.batch_alter_table('processing_time', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_processing_time_version_id'))

    op.drop_table('processing_time')
    with op.batch_alter_table('local_rule_procedure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_local_rule_procedure_rule_id'))
        batch_op.drop_index(batch_op.f('ix_local_rule_procedure_procedure_code'))

    op.drop_table('local_rule_procedure')
    with op.batch_alter_table('legal_basis', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_legal_basis_version_id'))

    op.drop_table('legal_basis')
    with op.batch_alter_table('fee', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_fee_version_id'))

    op.drop_table('fee')
    with op.batch_alter_table('circumstance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_circumstance_version_id'))

    op.drop_table('circumstance')
    with op.batch_alter_table('version', schema=None) as batch_op:
        batch_op.drop_index('ix_version_lookup')

    op.drop_table('version')
    op.drop_table('office')
    with op.batch_alter_table('local_rule', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_local_rule_key'))

    op.drop_table('local_rule')
    with op.batch_alter_table('alias', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_alias_procedure_code'))

    op.drop_table('alias')
    with op.batch_alter_table('turn', schema=None) as batch_op:
        batch_op.drop_index('ix_turn_conversation')

    op.drop_table('turn')
    op.drop_table('source')
    op.drop_table('revision')
    op.drop_table('procedure')
    op.drop_table('feedback')
    with op.batch_alter_table('conversation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_conversation_expires_at'))

    op.drop_table('conversation')
