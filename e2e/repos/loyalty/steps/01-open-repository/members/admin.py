from django.contrib import admin

from members.models import Entry, Member


class EntryInline(admin.TabularInline):
    model = Entry
    extra = 0


@admin.register(Member)
class MemberAdmin(admin.ModelAdmin):
    list_display = ["number", "name", "email", "joined"]
    search_fields = ["number", "name", "email"]
    inlines = [EntryInline]
