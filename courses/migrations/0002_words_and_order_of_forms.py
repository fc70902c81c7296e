import django.core.validators
import wagtail.fields
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courses', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='casestudypage',
            name='country',
            field=models.CharField(blank=True, help_text='Two letters, such as ES.', max_length=2, verbose_name='country code'),
        ),
        migrations.AlterField(
            model_name='casestudypage',
            name='is_required',
            field=models.BooleanField(default=True, help_text='It counts for completing the module. Leave unmarked what is optional.', verbose_name='required'),
        ),
        migrations.AlterField(
            model_name='casestudypage',
            name='minutes',
            field=models.PositiveSmallIntegerField(default=10, help_text='How long a learner needs. Time it once, reading aloud.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='minutes'),
        ),
        migrations.AlterField(
            model_name='casestudypage',
            name='organisation',
            field=models.CharField(help_text='The public body that bought.', max_length=200, verbose_name='buyer'),
        ),
        migrations.AlterField(
            model_name='casestudypage',
            name='procurement_route',
            field=models.CharField(blank=True, help_text='Such as open procedure, competitive dialogue, innovation partnership.', max_length=200, verbose_name='procurement route'),
        ),
        migrations.AlterField(
            model_name='casestudypage',
            name='year',
            field=models.CharField(blank=True, help_text='Or years, such as 2014–2016.', max_length=40, verbose_name='year'),
        ),
        migrations.AlterField(
            model_name='lessonpage',
            name='body',
            field=wagtail.fields.StreamField([('single_choice', 11), ('multiple_choice', 11), ('true_false', 15), ('numeric', 23), ('short_answer', 27), ('matching', 34), ('ordering', 38), ('heading', 41), ('text', 43), ('image', 48), ('video', 56), ('audio', 58), ('document', 61), ('quote', 65), ('callout', 69), ('key_figure', 73), ('table', 76), ('accordion', 79), ('steps', 81), ('embed', 83)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'label': 'Question'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Answer'}), 2: ('wagtail.blocks.BooleanBlock', (), {'label': 'Right', 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown to those who chose it.', 'label': 'Feedback', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('text', 1), ('is_correct', 2), ('feedback', 3)]], {}), 5: ('wagtail.blocks.ListBlock', (4,), {'label': 'Answers', 'min_num': 2}), 6: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'help_text': 'Shown with the result, whatever was answered.', 'label': 'Explanation', 'required': False}), 7: ('wagtail.blocks.IntegerBlock', (), {'default': 1, 'label': 'Points', 'max_value': 100, 'min_value': 1}), 8: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture', 'required': False}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Description of the picture', 'max_length': 500, 'required': False}), 10: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Lesson to read again', 'page_type': ['courses.LessonPage'], 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('options', 5), ('feedback', 6), ('points', 7), ('image', 8), ('alt_text', 9), ('lesson', 10)]], {}), 12: ('wagtail.blocks.BooleanBlock', (), {'label': 'The statement is true', 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Feedback to those who answer “true”', 'required': False}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Feedback to those who answer “false”', 'required': False}), 15: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('is_true', 12), ('feedback_if_true', 13), ('feedback_if_false', 14), ('feedback', 6), ('points', 7), ('image', 8), ('alt_text', 9), ('lesson', 10)]], {}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Unit', 'max_length': 30, 'required': False}), 17: ('wagtail.blocks.DecimalBlock', (), {'label': 'Number'}), 18: ('wagtail.blocks.DecimalBlock', (), {'default': 0, 'label': 'Tolerance', 'min_value': 0}), 19: ('wagtail.blocks.BooleanBlock', (), {'default': True, 'label': 'Right', 'required': False}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Feedback', 'required': False}), 21: ('wagtail.blocks.StructBlock', [[('value', 17), ('tolerance', 18), ('is_correct', 19), ('feedback', 20)]], {}), 22: ('wagtail.blocks.ListBlock', (21,), {'help_text': 'Right answers, and common mistakes with the feedback that helps.', 'label': 'Answers', 'min_num': 1}), 23: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('unit', 16), ('answers', 22), ('feedback', 6), ('points', 7), ('image', 8), ('alt_text', 9), ('lesson', 10)]], {}), 24: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown to those who wrote it.', 'label': 'Feedback', 'required': False}), 25: ('wagtail.blocks.StructBlock', [[('text', 1), ('is_correct', 19), ('feedback', 24)]], {}), 26: ('wagtail.blocks.ListBlock', (25,), {'help_text': 'Every accepted wording, and common mistakes with the feedback that helps.', 'label': 'Answers', 'min_num': 1}), 27: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('answers', 26), ('feedback', 6), ('points', 7), ('image', 8), ('alt_text', 9), ('lesson', 10)]], {}), 28: ('wagtail.blocks.CharBlock', (), {'label': 'This'}), 29: ('wagtail.blocks.CharBlock', (), {'label': 'belongs to'}), 30: ('wagtail.blocks.StructBlock', [[('prompt', 28), ('match', 29), ('feedback', 20)]], {}), 31: ('wagtail.blocks.ListBlock', (30,), {'label': 'Pairs', 'min_num': 2}), 32: ('wagtail.blocks.CharBlock', (), {}), 33: ('wagtail.blocks.ListBlock', (32,), {'default': [], 'label': 'Answers that fit nothing', 'required': False}), 34: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('pairs', 31), ('distractors', 33), ('feedback', 6), ('points', 7), ('image', 8), ('alt_text', 9), ('lesson', 10)]], {}), 35: ('wagtail.blocks.CharBlock', (), {'label': 'Item'}), 36: ('wagtail.blocks.StructBlock', [[('text', 35), ('feedback', 20)]], {}), 37: ('wagtail.blocks.ListBlock', (36,), {'help_text': 'In the right order.', 'label': 'Items', 'min_num': 2}), 38: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('items', 37), ('feedback', 6), ('points', 7), ('image', 8), ('alt_text', 9), ('lesson', 10)]], {}), 39: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 120}), 40: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('h2', 'Section'), ('h3', 'Sub-section')], 'label': 'Level'}), 41: ('wagtail.blocks.StructBlock', [[('text', 39), ('level', 40)]], {}), 42: ('wagtail.blocks.RichTextBlock', (), {'features': ['h3', 'h4', 'bold', 'italic', 'ol', 'ul', 'link', 'document-link', 'superscript', 'subscript'], 'label': 'Text'}), 43: ('wagtail.blocks.StructBlock', [[('html', 42)]], {}), 44: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 45: ('wagtail.blocks.CharBlock', (), {'label': 'Description for those who cannot see it', 'max_length': 500, 'required': False}), 46: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'It tells nothing new.', 'label': 'Decoration only', 'required': False}), 47: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'required': False}), 48: ('wagtail.blocks.StructBlock', [[('image', 44), ('alt_text', 45), ('is_decorative', 46), ('caption', 47)]], {}), 49: ('wagtailmedia.blocks.VideoChooserBlock', (), {'label': 'Video'}), 50: ('wagtail.blocks.CharBlock', (), {'label': 'Title'}), 51: ('wagtail.blocks.ChoiceBlock', [], {'label': 'Language'}), 52: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'WebVTT file'}), 53: ('wagtail.blocks.StructBlock', [[('language', 51), ('document', 52)]], {}), 54: ('wagtail.blocks.ListBlock', (53,), {'label': 'Captions', 'min_num': 1}), 55: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'label': 'Transcript'}), 56: ('wagtail.blocks.StructBlock', [[('media', 49), ('caption', 50), ('captions', 54), ('transcript', 55)]], {}), 57: ('wagtailmedia.blocks.AudioChooserBlock', (), {'label': 'Recording'}), 58: ('wagtail.blocks.StructBlock', [[('media', 57), ('caption', 50), ('transcript', 55)]], {}), 59: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 60: ('wagtail.blocks.CharBlock', (), {'label': 'Link text', 'required': False}), 61: ('wagtail.blocks.StructBlock', [[('document', 59), ('label', 60)]], {}), 62: ('wagtail.blocks.TextBlock', (), {'label': 'Quotation', 'rows': 3}), 63: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'required': False}), 64: ('wagtail.blocks.URLBlock', (), {'label': 'Address of the source', 'required': False}), 65: ('wagtail.blocks.StructBlock', [[('text', 62), ('attribution', 63), ('source_url', 64)]], {}), 66: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('task', 'Task'), ('note', 'Note'), ('example', 'Example'), ('warning', 'Warning')], 'label': 'Kind'}), 67: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'required': False}), 68: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'label': 'Text'}), 69: ('wagtail.blocks.StructBlock', [[('kind', 66), ('title', 67), ('text', 68)]], {}), 70: ('wagtail.blocks.CharBlock', (), {'help_text': 'With its unit.', 'label': 'Figure', 'max_length': 40}), 71: ('wagtail.blocks.CharBlock', (), {'label': 'What it counts'}), 72: ('wagtail.blocks.CharBlock', (), {'help_text': 'A figure needs a source.', 'label': 'Source'}), 73: ('wagtail.blocks.StructBlock', [[('figure', 70), ('label', 71), ('source', 72), ('source_url', 64)]], {}), 74: ('wagtail.blocks.CharBlock', (), {'label': 'Text', 'required': False}), 75: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'label': 'Formatted text', 'required': False}), 76: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 74), ('rich_text', 75)]], {}), 77: ('wagtail.blocks.StructBlock', [[('title', 50), ('text', 68)]], {}), 78: ('wagtail.blocks.ListBlock', (77,), {'label': 'Sections', 'min_num': 1}), 79: ('wagtail.blocks.StructBlock', [[('items', 78)]], {}), 80: ('wagtail.blocks.ListBlock', (77,), {'label': 'Steps', 'min_num': 2}), 81: ('wagtail.blocks.StructBlock', [[('items', 80)]], {}), 82: ('wagtail.blocks.URLBlock', (), {'help_text': 'Of a video on YouTube or Vimeo.', 'label': 'Address'}), 83: ('wagtail.blocks.StructBlock', [[('url', 82), ('title', 50)]], {})}, verbose_name='body'),
        ),
        migrations.AlterField(
            model_name='lessonpage',
            name='completion_rule',
            field=models.CharField(choices=[('button', 'The learner marks it as complete'), ('video', 'The video was watched to 90 %'), ('checks', 'The check questions were answered')], default='button', help_text='What the learner does to have this lesson ticked.', max_length=20, verbose_name='completed when'),
        ),
        migrations.AlterField(
            model_name='lessonpage',
            name='is_required',
            field=models.BooleanField(default=True, help_text='It counts for completing the module. Leave unmarked what is optional.', verbose_name='required'),
        ),
        migrations.AlterField(
            model_name='lessonpage',
            name='learning_point',
            field=models.CharField(blank=True, help_text='One sentence that the learner should still know in a month.', max_length=250, verbose_name='what you take away'),
        ),
        migrations.AlterField(
            model_name='lessonpage',
            name='minutes',
            field=models.PositiveSmallIntegerField(default=10, help_text='How long a learner needs. Time it once, reading aloud.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='minutes'),
        ),
        migrations.AlterField(
            model_name='modulepage',
            name='audience',
            field=models.CharField(choices=[('sme', 'SMEs'), ('civil_servant', 'Civil servants'), ('everyone', 'Everyone')], help_text='For whom it is written. Learners filter the catalogue by it.', max_length=20, verbose_name='audience'),
        ),
        migrations.AlterField(
            model_name='modulepage',
            name='closes_at',
            field=models.DateTimeField(blank=True, help_text='Nobody can enrol or work on it after. Leave empty to keep it open.', null=True, verbose_name='closes at'),
        ),
        migrations.AlterField(
            model_name='modulepage',
            name='hours',
            field=models.DecimalField(decimal_places=1, default=1, help_text='All lessons, case studies and quizzes together, such as 2.5.', max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0.1'))], verbose_name='hours'),
        ),
        migrations.AlterField(
            model_name='modulepage',
            name='level',
            field=models.CharField(choices=[('introductory', 'Introductory'), ('intermediate', 'Intermediate'), ('advanced', 'Advanced')], default='introductory', help_text='What learners should know before.', max_length=20, verbose_name='level'),
        ),
        migrations.AlterField(
            model_name='modulepage',
            name='licence',
            field=models.CharField(choices=[('CC BY 4.0', 'CC BY 4.0: share and adapt, naming the source'), ('CC BY-SA 4.0', 'CC BY-SA 4.0: share and adapt under the same licence'), ('CC BY-NC 4.0', 'CC BY-NC 4.0: share and adapt, not for profit'), ('all rights reserved', 'All rights reserved')], default='CC BY 4.0', help_text='What others may do with the texts.', max_length=30, verbose_name='licence of the content'),
        ),
        migrations.AlterField(
            model_name='modulepage',
            name='opens_at',
            field=models.DateTimeField(blank=True, help_text='Nobody can enrol or read before. Leave empty to open it now.', null=True, verbose_name='opens at'),
        ),
        migrations.AlterField(
            model_name='modulepage',
            name='outcomes',
            field=wagtail.fields.StreamField([('outcome', 0)], block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Outcome', 'max_length': 200})}, help_text='One to six abilities. Each starts with a verb: read, compare, write …', verbose_name='what you will be able to do'),
        ),
        migrations.AlterField(
            model_name='modulepage',
            name='tutors',
            field=wagtail.fields.RichTextField(blank=True, help_text='Who wrote it and answers questions, in a line or two.', verbose_name='who teaches'),
        ),
        migrations.AlterField(
            model_name='quizpage',
            name='grading_method',
            field=models.CharField(choices=[('best', 'The best attempt'), ('last', 'The last attempt'), ('average', 'The average of all attempts')], default='best', help_text='Of several attempts by the same learner.', max_length=10, verbose_name='score that counts'),
        ),
        migrations.AlterField(
            model_name='quizpage',
            name='is_required',
            field=models.BooleanField(default=True, help_text='It counts for completing the module. Leave unmarked what is optional.', verbose_name='required'),
        ),
        migrations.AlterField(
            model_name='quizpage',
            name='minutes',
            field=models.PositiveSmallIntegerField(default=10, help_text='How long a learner needs. Time it once, reading aloud.', validators=[django.core.validators.MinValueValidator(1)], verbose_name='minutes'),
        ),
        migrations.AlterField(
            model_name='quizpage',
            name='pass_mark',
            field=models.PositiveSmallIntegerField(default=70, help_text='Per cent of all points that a learner needs to pass.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100, 'Nobody can reach more than 100 per cent of the points.')], verbose_name='pass mark'),
        ),
        migrations.AlterField(
            model_name='quizpage',
            name='questions',
            field=wagtail.fields.StreamField([('single_choice', 11), ('multiple_choice', 11), ('true_false', 15), ('numeric', 23), ('short_answer', 27), ('matching', 34), ('ordering', 38)], blank=True, block_lookup={0: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'label': 'Question'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Answer'}), 2: ('wagtail.blocks.BooleanBlock', (), {'label': 'Right', 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown to those who chose it.', 'label': 'Feedback', 'required': False}), 4: ('wagtail.blocks.StructBlock', [[('text', 1), ('is_correct', 2), ('feedback', 3)]], {}), 5: ('wagtail.blocks.ListBlock', (4,), {'label': 'Answers', 'min_num': 2}), 6: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link'], 'help_text': 'Shown with the result, whatever was answered.', 'label': 'Explanation', 'required': False}), 7: ('wagtail.blocks.IntegerBlock', (), {'default': 1, 'label': 'Points', 'max_value': 100, 'min_value': 1}), 8: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture', 'required': False}), 9: ('wagtail.blocks.CharBlock', (), {'label': 'Description of the picture', 'max_length': 500, 'required': False}), 10: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Lesson to read again', 'page_type': ['courses.LessonPage'], 'required': False}), 11: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('options', 5), ('feedback', 6), ('points', 7), ('image', 8), ('alt_text', 9), ('lesson', 10)]], {}), 12: ('wagtail.blocks.BooleanBlock', (), {'label': 'The statement is true', 'required': False}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Feedback to those who answer “true”', 'required': False}), 14: ('wagtail.blocks.CharBlock', (), {'label': 'Feedback to those who answer “false”', 'required': False}), 15: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('is_true', 12), ('feedback_if_true', 13), ('feedback_if_false', 14), ('feedback', 6), ('points', 7), ('image', 8), ('alt_text', 9), ('lesson', 10)]], {}), 16: ('wagtail.blocks.CharBlock', (), {'label': 'Unit', 'max_length': 30, 'required': False}), 17: ('wagtail.blocks.DecimalBlock', (), {'label': 'Number'}), 18: ('wagtail.blocks.DecimalBlock', (), {'default': 0, 'label': 'Tolerance', 'min_value': 0}), 19: ('wagtail.blocks.BooleanBlock', (), {'default': True, 'label': 'Right', 'required': False}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Feedback', 'required': False}), 21: ('wagtail.blocks.StructBlock', [[('value', 17), ('tolerance', 18), ('is_correct', 19), ('feedback', 20)]], {}), 22: ('wagtail.blocks.ListBlock', (21,), {'help_text': 'Right answers, and common mistakes with the feedback that helps.', 'label': 'Answers', 'min_num': 1}), 23: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('unit', 16), ('answers', 22), ('feedback', 6), ('points', 7), ('image', 8), ('alt_text', 9), ('lesson', 10)]], {}), 24: ('wagtail.blocks.CharBlock', (), {'help_text': 'Shown to those who wrote it.', 'label': 'Feedback', 'required': False}), 25: ('wagtail.blocks.StructBlock', [[('text', 1), ('is_correct', 19), ('feedback', 24)]], {}), 26: ('wagtail.blocks.ListBlock', (25,), {'help_text': 'Every accepted wording, and common mistakes with the feedback that helps.', 'label': 'Answers', 'min_num': 1}), 27: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('answers', 26), ('feedback', 6), ('points', 7), ('image', 8), ('alt_text', 9), ('lesson', 10)]], {}), 28: ('wagtail.blocks.CharBlock', (), {'label': 'This'}), 29: ('wagtail.blocks.CharBlock', (), {'label': 'belongs to'}), 30: ('wagtail.blocks.StructBlock', [[('prompt', 28), ('match', 29), ('feedback', 20)]], {}), 31: ('wagtail.blocks.ListBlock', (30,), {'label': 'Pairs', 'min_num': 2}), 32: ('wagtail.blocks.CharBlock', (), {}), 33: ('wagtail.blocks.ListBlock', (32,), {'default': [], 'label': 'Answers that fit nothing', 'required': False}), 34: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('pairs', 31), ('distractors', 33), ('feedback', 6), ('points', 7), ('image', 8), ('alt_text', 9), ('lesson', 10)]], {}), 35: ('wagtail.blocks.CharBlock', (), {'label': 'Item'}), 36: ('wagtail.blocks.StructBlock', [[('text', 35), ('feedback', 20)]], {}), 37: ('wagtail.blocks.ListBlock', (36,), {'help_text': 'In the right order.', 'label': 'Items', 'min_num': 2}), 38: ('wagtail.blocks.StructBlock', [[('prompt', 0), ('items', 37), ('feedback', 6), ('points', 7), ('image', 8), ('alt_text', 9), ('lesson', 10)]], {})}, verbose_name='questions'),
        ),
        migrations.AlterField(
            model_name='quizpage',
            name='show_answers',
            field=models.CharField(choices=[('at_once', 'At once, after each answer'), ('after_submission', 'After submission'), ('after_passing', 'After passing'), ('never', 'Never')], default='after_submission', help_text='With the feedback and explanations.', max_length=20, verbose_name='show the right answers'),
        ),
        migrations.AlterField(
            model_name='quizpage',
            name='shuffle_answers',
            field=models.BooleanField(default=True, help_text='Each learner gets the answers in another order.', verbose_name='shuffle answers'),
        ),
        migrations.AlterField(
            model_name='quizpage',
            name='shuffle_questions',
            field=models.BooleanField(default=False, help_text='Each learner gets them in another order.', verbose_name='shuffle questions'),
        ),
        migrations.AlterField(
            model_name='trackpage',
            name='audience',
            field=models.CharField(choices=[('sme', 'SMEs'), ('civil_servant', 'Civil servants'), ('everyone', 'Everyone')], help_text='It decides the colour and which door of the home page leads here.', max_length=20, verbose_name='audience'),
        ),
    ]
